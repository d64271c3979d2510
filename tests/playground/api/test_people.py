"""users.*, dnd.*, conversations.*, team.info and bots.info as Slack's own client calls them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import SLACKBOT
from tests.playground.making import error_of


async def user(client: AsyncWebClient, human: Human, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await client.users_info(user=human.id, **more))["user"]
    return found


async def test_a_user_has_a_time_zone_and_a_locale_on_request(
    ana: Human, client: AsyncWebClient
) -> None:
    plain = await user(client, ana)
    assert (plain["real_name"], plain["tz"], plain["tz_offset"]) == (
        "Ana Lima",
        "Europe/Berlin",
        3600,
    )
    assert plain["profile"]["first_name"] == "Ana"
    assert "locale" not in plain
    assert (await user(client, ana, include_locale=True))["locale"] == "de-DE"
    assert await error_of(client.users_info(user="U404")) == "user_not_found"


async def test_daylight_saving_moves_the_offset_by_itself(
    ana: Human, client: AsyncWebClient, clock: MovableClock
) -> None:
    clock.move_to(datetime(2027, 3, 28, 0, 59, tzinfo=UTC))
    assert (await user(client, ana))["tz_offset"] == 3600
    clock.move(timedelta(minutes=1))
    assert (await user(client, ana))["tz_offset"] == 7200


async def test_an_expired_status_is_gone(
    ana: Human, client: AsyncWebClient, clock: MovableClock
) -> None:
    await ana.set_status("In a meeting", ":calendar:", lasting=timedelta(minutes=30))
    profile = (await user(client, ana))["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("In a meeting", ":calendar:")
    assert profile["status_expiration"] == int(clock().timestamp()) + 1800
    clock.move(timedelta(minutes=30))
    profile = (await user(client, ana))["profile"]
    assert (profile["status_text"], profile["status_expiration"]) == ("", 0)


async def test_a_huddle_ends(ana: Human, client: AsyncWebClient, clock: MovableClock) -> None:
    await ana.join_huddle(lasting=timedelta(minutes=20))
    profile = (await user(client, ana))["profile"]
    assert profile["huddle_state"] == "in_a_huddle"
    assert profile["huddle_state_expiration_ts"] == int(clock().timestamp()) + 1200
    clock.move(timedelta(minutes=20))
    assert (await user(client, ana))["profile"]["huddle_state"] == "default_unset"
    await ana.join_huddle()
    await ana.leave_huddle()
    assert (await user(client, ana))["profile"]["huddle_state"] == "default_unset"


async def test_a_deactivated_user_has_no_time_zone_and_no_name(
    ana: Human, client: AsyncWebClient
) -> None:
    await ana.deactivate()
    found = await user(client, ana)
    assert found["deleted"] is True
    assert not {"tz", "tz_offset", "real_name"} & found.keys()


async def test_users_are_listed_in_pages(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    gone = slack.add_person("Bo", deleted=True)
    first = await client.users_list(limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.users_list(limit=2, cursor=cursor, include_locale=True)
    ids = [member["id"] for page in (first, second) for member in page["members"]]
    assert set(ids) == {ana.id, gone.id, SLACKBOT, slack.workspace.bot.id}
    assert second["response_metadata"]["next_cursor"] == ""
    assert "locale" in second["members"][-1]
    assert await error_of(client.users_list(cursor="next")) == "invalid_cursor"


async def test_presence_is_active_or_away(ana: Human, client: AsyncWebClient) -> None:
    assert (await client.users_getPresence(user=ana.id))["presence"] == "active"
    ana.go_away()
    away = await client.users_getPresence(user=ana.id)
    assert away.data == {"ok": True, "presence": "away"}
    ana.come_back()
    assert (await client.users_getPresence(user=ana.id))["presence"] == "active"


async def test_daily_quiet_hours_repeat(
    ana: Human, client: AsyncWebClient, clock: MovableClock
) -> None:
    start, end = clock() + timedelta(hours=12), clock() + timedelta(hours=20)
    await ana.set_dnd(start, end, daily=True)
    assert (await client.dnd_info(user=ana.id)).data == {
        "ok": True,
        "dnd_enabled": True,
        "next_dnd_start_ts": int(start.timestamp()),
        "next_dnd_end_ts": int(end.timestamp()),
    }
    clock.move_to(end)
    later = await client.dnd_info(user=ana.id)
    assert later["next_dnd_start_ts"] == int((start + timedelta(days=1)).timestamp())


async def test_a_snooze_does_not_repeat(
    ana: Human, client: AsyncWebClient, clock: MovableClock
) -> None:
    await ana.snooze(timedelta(minutes=30))
    snoozing = await client.dnd_info(user=ana.id)
    assert snoozing["next_dnd_start_ts"] == int(clock().timestamp())
    assert "snooze_enabled" not in snoozing.data
    clock.move(timedelta(minutes=30))
    quiet = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    assert (await client.dnd_info(user=ana.id)).data == {"ok": True, **quiet}
    await ana.end_dnd()
    team = await client.dnd_teamInfo(users=[ana.id])
    assert team["users"] == {ana.id: quiet}


async def test_team_dnd_takes_one_to_fifty_users(ana: Human, client: AsyncWebClient) -> None:
    await client.dnd_teamInfo(users=[ana.id] * 50)
    assert await error_of(client.dnd_teamInfo(users=[ana.id] * 51)) == "too_many_users"
    assert await error_of(client.dnd_teamInfo(users=[])) == "no_users_provided"


async def test_channel_members_are_listed_in_pages(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    channel = slack.add_channel("break", ana)
    first = await client.conversations_members(channel=channel.id, limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_members(channel=channel.id, limit=1, cursor=cursor)
    assert {*first["members"], *second["members"]} == {ana.id, slack.workspace.bot.id}
    call = client.conversations_members(channel=channel.id, limit=1001)
    assert await error_of(call) == "invalid_limit"


async def test_conversations_info_describes_a_channel(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    public = slack.add_channel("break", ana, bot=False)
    info = (await client.conversations_info(channel=public.id))["channel"]
    assert (info["name"], info["is_channel"], info["is_member"]) == ("break", True, False)
    direct = (await client.conversations_info(channel=ana.dm.id))["channel"]
    assert (direct["is_im"], direct["user"]) == (True, ana.id)
    hidden = slack.add_channel("board", ana, bot=False, kind="group")
    call = client.conversations_info(channel=hidden.id)
    assert await error_of(call) == "channel_not_found"


@pytest.mark.parametrize(
    ("scope", "kind"), [("channels:read", "channel"), ("groups:read", "group")]
)
async def test_each_kind_of_conversation_needs_its_scope(
    scope: str, kind: Any, slack: StandIn, client: AsyncWebClient
) -> None:
    channel = slack.add_channel("break", kind=kind)
    slack.workspace.scopes -= {scope}
    assert await error_of(client.conversations_info(channel=channel.id)) == "missing_scope"


async def test_a_direct_message_is_opened_with_one_person(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=ana.id)
    assert opened["channel"] == {"id": ana.dm.id}
    whole = await client.conversations_open(users=[ana.id], return_im=True)
    assert whole["channel"]["is_im"] is True
    for users, error in (
        ("U404", "user_not_found"),
        (slack.workspace.bot.id, "user_not_found"),
        ([ana.id, SLACKBOT], "invalid_user_combination"),
        ("", "users_list_not_supplied"),
    ):
        assert await error_of(client.conversations_open(users=users)) == error


async def test_team_and_bot_can_be_looked_up(slack: StandIn, client: AsyncWebClient) -> None:
    team = (await client.team_info())["team"]
    assert (team["id"], team["name"], team["domain"]) == (slack.workspace.id, "Acme", "acme")
    bot = (await client.bots_info(bot=slack.workspace.bot.bot_id))["bot"]
    assert (bot["user_id"], bot["app_id"]) == (slack.workspace.bot.id, slack.app.id)
    assert await error_of(client.bots_info(bot="B404")) == "bot_not_found"
