"""users.*, dnd.*, team.info and bots.info.

Sources: docs.slack.dev/reference/methods/users.info and the pages of the other methods.
"""

from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json
from bot.playground.refusal import RefusedError
from bot.playground.world.objects import bot_object
from bot.playground.world.people import Person, dnd_status, user_object

MOST_DND_USERS = 50


def _person(call: Call) -> Person:
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise RefusedError("user_not_found")
    return person


def users_info(call: Call) -> Json:
    """users.info; with a locale only if `include_locale` is set."""
    now = call.stage.clock()
    return {
        "user": user_object(_person(call), now, with_locale=call.flag("include_locale")),
    }


def users_list(call: Call) -> Json:
    """users.list, including deactivated members, bots and Slackbot."""
    page, cursor = call.page(sorted(call.workspace.people), 1000)
    now, with_locale = call.stage.clock(), call.flag("include_locale")
    people = [call.workspace.people[user_id] for user_id in page]
    return {
        "members": [user_object(person, now, with_locale=with_locale) for person in people],
        "cache_ts": int(now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def get_presence(call: Call) -> Json:
    """users.getPresence of someone else: only active or away."""
    return {"presence": _person(call).presence}


def dnd_info(call: Call) -> Json:
    return dnd_status(_person(call), call.stage.clock())


def dnd_team_info(call: Call) -> Json:
    """dnd.teamInfo for up to 50 `users`, without unknown ones."""
    users = call.many("users")
    if not users:
        raise RefusedError("no_users_provided")
    if len(users) > MOST_DND_USERS:
        raise RefusedError("too_many_users")
    people, now = call.workspace.people, call.stage.clock()
    return {"users": {user: dnd_status(people[user], now) for user in users if user in people}}


def team_info(call: Call) -> Json:
    """team.info of the token's workspace."""
    workspace = call.workspace
    return {
        "team": {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "is_verified": False,
            "url": f"https://{workspace.domain}.slack.com/",
        }
    }


def bots_info(call: Call) -> Json:
    """bots.info of the app's own bot."""
    if call.text("bot") not in ("", call.workspace.bot.bot_id):
        raise RefusedError("bot_not_found")
    return {"bot": bot_object(call.workspace, call.stage.app)}
