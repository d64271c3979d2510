"""Parses Slack's payloads, unions of many shapes, into types."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.cards.parts.button_values import PREFIX
from bot.cards.parts.form_values import FormValues
from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.usecases.ports import MessageRef
from bot.usecases.requests import InMessage, InModal, OnHome, Request, Submission, Typed

Body = dict[str, Any]


class Malformed(Exception):
    """A payload of an unknown shape."""


def check(body: Body) -> None:
    """Raises Malformed for a body that Bolt would raise for."""
    kind = body.get("type")
    if not isinstance(kind, str) and not isinstance(body.get("command"), str):
        raise Malformed("neither a type nor a command")
    if kind == "event_callback":
        _text(_object(body, "event"), "type")
    if "actions" in body:
        actions = _list(body, "actions")
        if not actions:
            raise Malformed("no actions")
        for action in actions:
            _text(action if isinstance(action, dict) else {}, "action_id")
    if kind in {"view_submission", "view_closed"}:
        _text(_object(body, "view"), "callback_id")


def command(body: Body) -> Request:
    who = Who(_text(body, "team_id"), _text(body, "user_id"))
    return Request(
        who,
        str(body.get("text") or "").replace("\0", "").strip(),  # Postgres cannot store it
        Typed(_text(body, "response_url")),
        _channel(who, body.get("channel_id"), body.get("channel_name")),
        _text(body, "trigger_id"),
    )


def click(body: Body) -> Request:
    """A click on a button, or a choice in a menu."""
    clicked = next(iter(_list(body, "actions")), None)
    if not isinstance(clicked, dict):
        raise Malformed("a click without an action")
    who, container = _who(body), _object(body, "container")
    action_id = _text(clicked, "action_id")
    return Request(
        who,
        str(clicked.get("value") or _object(clicked, "selected_option").get("value") or ""),
        _origin(body, container),
        _channel(who, container.get("channel_id")),
        str(body.get("trigger_id") or ""),
        action_id.removeprefix(PREFIX),
    )


def _origin(body: Body, container: Body) -> InMessage | OnHome | InModal:
    """Views have no response_url; a modal carries the one of what opened it."""
    view = _object(body, "view")
    if view.get("type") == "modal":
        return InModal(_opened_from(view)[0])
    if view.get("type") == "home":
        return OnHome(str(view.get("private_metadata") or ""))
    response_url = _optional(body, "response_url")
    if response_url is None:
        return OnHome()
    channel_id, ts = _optional(container, "channel_id"), _optional(container, "message_ts")
    if container.get("is_ephemeral") or channel_id is None or ts is None:
        return InMessage(response_url, None)
    return InMessage(response_url, MessageRef(channel_id, ts))


def submission(body: Body) -> Submission:
    """Its private_metadata is a response_url ("" for Home) and, after a space, `about`."""
    view = _object(body, "view")
    values = _object(_object(view, "state"), "values")
    origin, about = _opened_from(view)
    return Submission(_who(body), FormValues(values), origin, about)


def _opened_from(view: Body) -> tuple[Typed | OnHome, str]:
    """Where a modal was opened from, and what it is about."""
    answer_to, _, about = str(view.get("private_metadata") or "").partition(" ")
    return Typed(answer_to) if answer_to else OnHome(), about


def _channel(who: Who, channel_id: object, name: object = None) -> Channel | None:
    """None for a direct message. That of several people has an id like a channel's."""
    is_channel = isinstance(channel_id, str) and channel_id.startswith(("C", "G"))
    if not is_channel or str(name or "").startswith("mpdm-"):
        return None
    return Channel(who.workspace_id, str(channel_id))


def who_of_event(body: Body) -> Who:
    event = _object(body, "event")
    user = event.get("user")
    user_id = user.get("id") if isinstance(user, dict) else user
    return Who(_text(body, "team_id"), _text({"user": user_id}, "user"))


def channel_of_event(body: Body) -> Channel:
    return Channel(_text(body, "team_id"), _text(_object(body, "event"), "channel"))


def event_of(body: Body) -> Body:
    return _object(body, "event")


def team_of(body: Body) -> str:
    return _text(body, "team_id")


def time_of(body: Body) -> datetime:
    """When the event happened, in whole seconds; it may be delivered later."""
    at = body.get("event_time")
    if not isinstance(at, int):
        raise Malformed("no event_time")
    return datetime.fromtimestamp(at, UTC)


def revoked_bots(body: Body) -> list[Any]:
    """The bot users in a tokens_revoked event."""
    return _list(_object(event_of(body), "tokens"), "bot")


def _who(body: Body) -> Who:
    user = _object(body, "user")
    team = body.get("team")
    workspace = team.get("id") if isinstance(team, dict) else user.get("team_id")
    return Who(_text({"team": workspace}, "team"), _text(user, "id"))


def _text(facts: Mapping[str, Any], key: str) -> str:
    value = facts.get(key)
    if not isinstance(value, str) or not value:
        raise Malformed(f"no {key}")
    return value


def _optional(facts: Mapping[str, Any], key: str) -> str | None:
    value = facts.get(key)
    return value if isinstance(value, str) and value else None


def _object(facts: Mapping[str, Any], key: str) -> Body:
    value = facts.get(key)
    return value if isinstance(value, dict) else {}


def _list(facts: Mapping[str, Any], key: str) -> list[Any]:
    value = facts.get(key)
    return value if isinstance(value, list) else []
