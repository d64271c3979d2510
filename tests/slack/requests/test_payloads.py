"""What is read from each kind of payload, in the shapes that Slack sends."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.slack.requests import payloads
from bot.slack.requests.payloads import Malformed
from bot.usecases.ports import MessageRef
from bot.usecases.requests import InMessage, OnHome, Typed

URL = "https://hooks.slack.example/1"
ANA = Who("T1", "U1")
COMMAND = {
    "token": "",
    "command": "/stretch",
    "text": "pause 2h",
    "team_id": "T1",
    "team_domain": "limber",
    "channel_id": "C1",
    "channel_name": "general",
    "user_id": "U1",
    "user_name": "ana",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": URL,
    "trigger_id": "1.2",
}
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "team": {"id": "T1", "domain": "limber"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "api_app_id": "A1",
    "container": {
        "type": "message",
        "message_ts": "1.2",
        "channel_id": "C1",
        "is_ephemeral": False,
    },
    "trigger_id": "1.2",
    "channel": {"id": "C1", "name": "general"},
    "message": {"type": "message", "ts": "1.2", "text": "", "blocks": []},
    "response_url": URL,
    "actions": [
        {
            "type": "button",
            "action_id": "limber.team_join",
            "block_id": "b",
            "value": "C9",
            "action_ts": "1.3",
        }
    ],
    "is_enterprise_install": False,
}
VIEW = {
    "type": "modal",
    "id": "V1",
    "team_id": "T1",
    "callback_id": "limber.settings_saved",
    "private_metadata": URL,
    "state": {"values": {"start": {"start": {"type": "timepicker", "selected_time": "09:00"}}}},
    "hash": "h",
}
SUBMISSION: dict[str, Any] = {
    "type": "view_submission",
    "team": {"id": "T1", "domain": "limber"},
    "user": {"id": "U1", "username": "ana", "name": "ana", "team_id": "T1"},
    "api_app_id": "A1",
    "trigger_id": "1.2",
    "view": VIEW,
    "response_urls": [],
    "is_enterprise_install": False,
}


def event(kind: str, **facts: Any) -> dict[str, Any]:
    return {
        "token": "",
        "team_id": "T1",
        "api_app_id": "A1",
        "type": "event_callback",
        "event_id": "Ev1",
        "event_time": 1_795_000_000,
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        "is_ext_shared_channel": False,
        "event": {"type": kind, "event_ts": "1795000000.000100", **facts},
    }


@pytest.mark.parametrize(
    ("changes", "text", "channel"),
    [
        ({}, "pause 2h", Channel("T1", "C1")),
        ({"text": "  \0 pause\0 "}, "pause", Channel("T1", "C1")),
        ({"text": None}, "", Channel("T1", "C1")),
        ({"channel_id": "D1", "channel_name": "directmessage"}, "pause 2h", None),
        ({"channel_id": "G1", "channel_name": "privategroup"}, "pause 2h", Channel("T1", "G1")),
        ({"channel_id": "C1", "channel_name": "mpdm-ana--ben-1"}, "pause 2h", None),
        ({"channel_id": None}, "pause 2h", None),
    ],
    ids=str,
)
def test_a_command_carries_its_text_and_channel(
    changes: dict[str, Any], text: str, channel: Channel | None
) -> None:
    request = payloads.command({**COMMAND, **changes})
    assert (request.who, request.text, request.channel) == (ANA, text, channel)
    assert (request.origin, request.trigger_id, request.action) == (Typed(URL), "1.2", "")
    assert request.answer_to == URL
    assert request.message is None


IN_CHANNEL = InMessage(URL, MessageRef("C1", "1.2"))


@pytest.mark.parametrize(
    ("container", "response_url", "origin", "channel"),
    [
        ({}, URL, IN_CHANNEL, Channel("T1", "C1")),
        ({"is_ephemeral": True}, URL, InMessage(URL, None), Channel("T1", "C1")),
        ({"channel_id": "D1"}, URL, InMessage(URL, MessageRef("D1", "1.2")), None),
        ({"message_ts": None}, URL, InMessage(URL, None), Channel("T1", "C1")),
        ({"type": "view", "view_id": "V1", "channel_id": None}, None, OnHome(), None),
        ({"type": "view", "view_id": "V1", "channel_id": None}, "", OnHome(), None),
    ],
    ids=str,
)
def test_a_click_says_where_it_was(
    container: dict[str, Any],
    response_url: str | None,
    origin: InMessage | OnHome,
    channel: Channel | None,
) -> None:
    body = {
        **CLICK,
        "container": {**CLICK["container"], **container},
        "response_url": response_url,
    }
    request = payloads.click(body)
    assert (request.who, request.origin, request.channel) == (ANA, origin, channel)
    assert request.answer_to == (response_url or "")


@pytest.mark.parametrize(
    ("action", "text", "name"),
    [
        ({"value": "C9"}, "C9", "team_join"),
        ({"selected_option": {"value": "5"}}, "5", "team_join"),
        ({"selected_option": None}, "", "team_join"),
        ({"action_id": "a-link", "url": "https://example.com"}, "", "a-link"),
    ],
    ids=str,
)
def test_a_click_carries_the_value_of_its_button_or_choice(
    action: dict[str, Any], text: str, name: str
) -> None:
    clicked = {"action_id": "limber.team_join", **action}
    request = payloads.click({**CLICK, "actions": [clicked]})
    assert (request.text, request.action, request.trigger_id) == (text, name, "1.2")


def test_a_person_of_an_organization_has_the_workspace_of_their_own() -> None:
    """An app installed for a whole organization gets `team: null`."""
    body = {**CLICK, "team": None, "user": {"id": "U1", "team_id": "T7"}}
    assert payloads.click(body).who == Who("T7", "U1")


@pytest.mark.parametrize(
    ("metadata", "origin", "about"),
    [
        (URL, Typed(URL), ""),
        (f"{URL} C1", Typed(URL), "C1"),
        (" C1", OnHome(), "C1"),
        ("", OnHome(), ""),
        (None, OnHome(), ""),
    ],
)
def test_a_form_says_where_it_was_opened_and_what_about(
    metadata: str | None, origin: Typed | OnHome, about: str
) -> None:
    body = {**SUBMISSION, "view": {**VIEW, "private_metadata": metadata}}
    submission = payloads.submission(body)
    assert (submission.who, submission.origin, submission.about) == (ANA, origin, about)
    assert str(submission.values.time("start")) == "09:00:00"


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (event("app_home_opened", user="U1", channel="D1", tab="home"), ANA),
        (event("user_change", user={"id": "U1", "team_id": "T1", "profile": {}}), ANA),
        (event("user_huddle_changed", user={"id": "U1", "team_id": "T1"}), ANA),
        (event("dnd_updated_user", user="U1", dnd_status={"dnd_enabled": False}), ANA),
        (event("member_left_channel", user="U1", channel="C1", channel_type="C"), ANA),
    ],
    ids=lambda it: it["event"]["type"] if isinstance(it, dict) else "",
)
def test_an_event_is_about_somebody(body: dict[str, Any], who: Who) -> None:
    assert payloads.who_of_event(body) == who
    assert payloads.time_of(body) == datetime.fromtimestamp(1_795_000_000, UTC)


@pytest.mark.parametrize("kind", ["channel_left", "channel_archive", "group_deleted"])
def test_an_event_is_about_a_channel(kind: str) -> None:
    body = event(kind, channel="C1", actor_id="U2")
    assert payloads.channel_of_event(body) == Channel("T1", "C1")


@pytest.mark.parametrize(
    ("tokens", "bots"),
    [({"oauth": ["U1"], "bot": ["UBOT"]}, ["UBOT"]), ({"oauth": ["U1"]}, []), (None, [])],
)
def test_revoked_tokens_are_those_of_bots(tokens: object, bots: list[str]) -> None:
    body = event("tokens_revoked", tokens=tokens)
    assert payloads.team_of(body) == "T1"
    assert payloads.revoked_bots(body) == bots


@pytest.mark.parametrize(
    ("read", "body"),
    [
        (payloads.command, {**COMMAND, "team_id": None}),
        (payloads.command, {**COMMAND, "user_id": 7}),
        (payloads.command, {**COMMAND, "response_url": ""}),
        (payloads.click, {**CLICK, "actions": None}),
        (payloads.click, {**CLICK, "actions": ["join"]}),
        (payloads.click, {**CLICK, "actions": [{"value": "C9"}]}),
        (payloads.click, {**CLICK, "user": "U1"}),
        (payloads.click, {**CLICK, "team": None, "user": {"id": "U1"}}),
        (payloads.submission, {**SUBMISSION, "user": None}),
        (payloads.who_of_event, event("user_change", user=None)),
        (payloads.who_of_event, event("user_change", user={"name": "ana"})),
        (payloads.channel_of_event, event("channel_left")),
        (payloads.team_of, {"type": "event_callback"}),
        (payloads.time_of, {**event("app_uninstalled"), "event_time": "soon"}),
    ],
)
def test_a_missing_fact_makes_a_payload_malformed(read: Any, body: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(body)


@pytest.mark.parametrize("body", [COMMAND, CLICK, SUBMISSION, event("user_change")])
def test_the_shapes_that_slack_sends_pass_the_check(body: dict[str, Any]) -> None:
    payloads.check(body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": 7},
        {"command": None},
        {"type": "event_callback"},
        {"type": "event_callback", "event": "user_change"},
        {"type": "event_callback", "event": {"type": None}},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [None]},
        {"type": "block_actions", "actions": [{"action_id": 7}]},
        {"type": "view_submission"},
        {"type": "view_closed", "view": {"callback_id": None}},
    ],
)
def test_a_shape_that_bolt_would_fail_on_is_malformed(body: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        payloads.check(body)
