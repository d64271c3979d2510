"""The events Slack sends about people, channels and the installation."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.delivery.outbox import EVENT_SCOPES
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import App
from tests.playground.conftest import SCOPES
from tests.playground.making import Opened
from tests.playground.recording import Recording


async def test_a_profile_change_is_sent_without_the_locale(ana: Human, app: Recording) -> None:
    await ana.change_profile(tz="Asia/Tokyo", real_name="Ana B.", locale="ja-JP")
    (event,) = app.events
    assert event.keys() == {"type", "user", "cache_ts"}
    assert event["type"] == "user_change"
    assert (event["user"]["tz"], event["user"]["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert event["user"]["profile"]["real_name"] == "Ana B."
    assert "locale" not in event["user"]


async def test_daylight_saving_sends_no_event(
    ana: Human, client: AsyncWebClient, app: Recording, clock: MovableClock
) -> None:
    before = (await client.users_info(user=ana.id))["user"]["tz_offset"]
    clock.move_to(datetime(2027, 3, 28, 1, 0, tzinfo=UTC))
    assert (await client.users_info(user=ana.id))["user"]["tz_offset"] == before + 3600
    assert app.events == []


async def test_a_status_change_sends_two_events(ana: Human, app: Recording) -> None:
    await ana.set_status("Lunch", ":ramen:", lasting=timedelta(hours=1))
    profile = app.events[0]["user"]["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("Lunch", ":ramen:")
    assert profile["status_expiration"] > 0
    assert app.kinds() == ["user_change", "user_status_changed"]
    await ana.clear_status()
    assert app.events[-1]["user"]["profile"]["status_text"] == ""
    await ana.set_status("a" * 100)
    with pytest.raises(ValueError, match="at most 100 characters"):
        await ana.set_status("a" * 101)


async def test_an_expired_status_sends_no_event(
    ana: Human, app: Recording, clock: MovableClock
) -> None:
    await ana.set_status("Lunch", lasting=timedelta(hours=1))
    app.kinds()
    clock.move(timedelta(hours=2))
    assert app.events == []


async def test_a_huddle_sends_two_events(ana: Human, app: Recording) -> None:
    await ana.join_huddle()
    assert app.events[0]["user"]["profile"]["huddle_state"] == "in_a_huddle"
    assert app.kinds() == ["user_huddle_changed", "user_change"]
    await ana.leave_huddle()
    assert app.events[0]["user"]["profile"]["huddle_state"] == "default_unset"


async def test_do_not_disturb_sends_an_event(
    ana: Human, app: Recording, clock: MovableClock
) -> None:
    await ana.snooze(timedelta(minutes=30))
    (event,) = app.events
    assert event.keys() == {"type", "user", "dnd_status", "event_ts"}
    assert event["dnd_status"] == {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(clock().timestamp()),
        "next_dnd_end_ts": int(clock().timestamp()) + 1800,
    }
    await ana.end_dnd()
    assert app.events[1]["dnd_status"]["dnd_enabled"] is False


async def test_presence_sends_no_event(ana: Human, app: Recording) -> None:
    ana.go_away()
    ana.come_back()
    assert app.events == []


async def test_a_deactivation_sends_user_change(ana: Human, app: Recording) -> None:
    await ana.deactivate()
    assert app.events[0]["user"]["deleted"] is True
    assert app.kinds() == ["user_change"]


async def test_a_new_member_sends_team_join(slack: StandIn, app: Recording) -> None:
    human = await slack.team_join("Bo Berg", tz="Europe/Oslo")
    assert app.events[0]["user"]["id"] == human.id
    assert app.kinds() == ["team_join"]


async def test_joins_and_leaves_are_sent_where_the_bot_is_a_member(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("break", bot=False)
    await ana.join(channel)
    assert app.events == []
    await slack.invite_bot(channel)
    assert app.events[-1]["user"] == slack.workspace.bot.id
    await ana.leave(channel)
    await ana.join(channel)
    assert app.events[-1] == {
        "type": "member_joined_channel",
        "user": ana.id,
        "channel": channel.id,
        "channel_type": "C",
        "team": slack.workspace.id,
        "event_ts": app.events[-1]["event_ts"],
    }
    assert app.kinds() == [
        "member_joined_channel",
        "member_left_channel",
        "member_joined_channel",
    ]


@pytest.mark.parametrize("tokens_first", [False, True])
async def test_an_uninstall_sends_its_events_in_either_order(
    tokens_first: bool, slack: StandIn, app: Recording
) -> None:
    await slack.uninstall(tokens_first=tokens_first)
    assert not slack.workspace.installed
    revoked = next(event for event in app.events if event["type"] == "tokens_revoked")
    assert revoked["tokens"] == {"oauth": [], "bot": [slack.workspace.bot.id]}
    expected = ["app_uninstalled", "tokens_revoked"]
    assert app.kinds() == (expected[::-1] if tokens_first else expected)


async def test_revoking_a_token_sends_an_event(
    slack: StandIn, client: AsyncWebClient, app: Recording
) -> None:
    await client.auth_revoke()
    await slack.until(lambda: app.events)
    assert app.kinds() == ["tokens_revoked"]


async def test_nothing_more_is_sent_after_an_uninstall(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    await slack.uninstall()
    app.kinds()
    await ana.opens_home()
    await ana.deactivate()
    assert app.events == []


async def test_only_subscribed_events_are_sent(opened: Opened) -> None:
    settings = App(scopes=SCOPES, bot_events=frozenset({"user_huddle_changed"}))
    async with opened(app=settings) as slack:
        app, ana = Recording(slack), slack.add_person("Ana")
        await ana.join_huddle()
        await ana.opens_home()
        assert app.kinds() == ["user_huddle_changed"]


@pytest.mark.parametrize(
    ("kind", "scope"), [(kind, scope) for kind, scope in EVENT_SCOPES.items() if scope]
)
async def test_an_event_needs_its_scope(
    kind: str, scope: Any, slack: StandIn, ana: Human, app: Recording
) -> None:
    slack.workspace.scopes -= {scope}
    await ana.set_status("Lunch")
    await ana.join_huddle()
    await ana.end_dnd()
    await slack.team_join("Bo")
    for closing in (ana.archive, ana.delete):
        channel = slack.add_channel("break", kind="group" if scope == "groups:read" else "channel")
        await ana.join(channel)
        await ana.leave(channel)
        await closing(channel)
        await ana.remove(slack.workspace.bot.id, channel)
    assert kind not in app.kinds()


async def test_events_of_private_channels_need_groups_read(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("board", kind="group")
    await ana.join(channel)
    slack.workspace.scopes -= {"groups:read"}
    await ana.leave(channel)
    assert app.kinds() == ["member_joined_channel"]


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_the_app_learns_who_removed_it_from_a_channel(
    kind: Any, slack: StandIn, ana: Human, app: Recording
) -> None:
    """member_left_channel is about other members only."""
    channel = slack.add_channel("break", ana, kind=kind)
    await ana.types("/remove @Limber", channel)
    (event,) = app.events
    assert event == {
        "type": f"{kind}_left",
        "channel": channel.id,
        "actor_id": ana.id,
        "event_ts": event["event_ts"],
    }
    app.kinds()
    await ana.leave(channel)
    assert app.events == []
    await ana.types("/invite @limber", channel)
    assert app.kinds() == ["member_joined_channel"]


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_archiving_and_deleting_a_channel_send_events(
    kind: Any, slack: StandIn, ana: Human, client: AsyncWebClient, app: Recording
) -> None:
    channel = slack.add_channel("break", ana, kind=kind)
    await ana.types("/archive", channel)
    assert app.events[-1]["user"] == ana.id
    await ana.types("hello?", channel)
    assert ana.latest(channel).text == "This channel is archived."
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=channel.id, text="hello?")
    slack.forgive("is_archived")
    await ana.delete(channel)
    assert app.kinds() == [f"{kind}_archive", f"{kind}_deleted"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel=channel.id, text="hello?")
    slack.forgive("channel_not_found")


async def test_a_private_channel_without_the_app_sends_nothing(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("board", ana, bot=False, kind="group")
    await ana.archive(channel)
    await ana.delete(channel)
    assert app.events == []


async def test_slacks_own_commands_manage_members(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    channel = slack.add_channel("break", ana)
    await ana.types("/invite @nobody", channel)
    assert ana.latest(channel).text == "There's nobody called @nobody here."
    ben = slack.add_person("Ben Okafor")
    await ana.types("/invite Ben Okafor", channel)
    assert ben.id in channel.members
    await ben.types("/leave", channel)
    assert ben.id not in channel.members
    await ana.types("/invite @limber")
    assert ana.latest().text == "/invite is not a valid command."


def test_the_scopes_of_events_are_slacks() -> None:
    assert EVENT_SCOPES == {
        "app_home_opened": None,
        "app_uninstalled": None,
        "tokens_revoked": None,
        "channel_archive": "channels:read",
        "channel_deleted": "channels:read",
        "channel_left": "channels:read",
        "dnd_updated_user": "dnd:read",
        "group_archive": "groups:read",
        "group_deleted": "groups:read",
        "group_left": "groups:read",
        "member_joined_channel": "channels:read",
        "member_left_channel": "channels:read",
        "team_join": "users:read",
        "user_change": "users:read",
        "user_huddle_changed": "users:read",
        "user_status_changed": "users:read",
    }


async def test_an_event_delivered_twice_keeps_its_event_id(
    slack: StandIn, ana: Human, app: Recording
) -> None:
    slack.faults.deliver_twice()
    await ana.opens_home()
    await ana.opens_home()
    first, twin, other = app.envelopes
    assert first.payload == twin.payload
    assert first.id != twin.id
    assert other.payload["event_id"] != first.payload["event_id"]
