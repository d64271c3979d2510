"""Profiles, do-not-disturb hours and presence, as Slack shows them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.calendar.busy_signals import Quiet
from bot.domain.schedule.presence_budget import Presence
from bot.slack.calls.directory import QUIET_AT_ONCE, SlackDirectory, profile_of, quiet_of
from bot.usecases.ports import Profile
from tests.slack.calls.server import ANA, HangsUp, Script, refuses, slack

AT = 1_795_000_000
INSTANT = datetime.fromtimestamp(AT, UTC)
USER: dict[str, Any] = {
    "id": "U1",
    "team_id": "T1",
    "deleted": False,
    "tz": "Europe/Berlin",
    "tz_offset": 3600,
    "locale": "de-DE",
    "is_admin": False,
    "is_owner": False,
    "profile": {
        "real_name": "Ana Lima",
        "display_name": "ana",
        "status_text": "Lunch",
        "status_emoji": ":sandwich:",
        "status_expiration": AT,
        "huddle_state": "in_a_huddle",
        "huddle_state_expiration_ts": AT,
    },
}
PROFILE = Profile(
    zone="Europe/Berlin",
    locale="de-DE",
    name="Ana Lima",
    status_text="Lunch",
    status_emoji=":sandwich:",
    status_until=INSTANT,
    huddling=True,
    huddle_until=INSTANT,
)
UNKNOWN = Profile(zone="Etc/UTC", locale=None)


@pytest.mark.parametrize(
    ("user", "profile"),
    [
        (USER, PROFILE),
        ({**USER, "profile": None}, Profile("Europe/Berlin", "de-DE")),
        ({"deleted": True}, Profile("Etc/UTC", None, deleted=True)),
        ({"tz": "Middle/Earth", "locale": ""}, UNKNOWN),
        ({"profile": {"display_name": "ana"}}, Profile("Etc/UTC", None, name="ana")),
        ({"profile": {"huddle_state": "default_unset", "status_expiration": 0}}, UNKNOWN),
        ({"profile": {"status_expiration": True, "huddle_state_expiration_ts": "1"}}, UNKNOWN),
        ({"profile": {"status_expiration": 10**15}}, UNKNOWN),
        ("not an object", UNKNOWN),
    ],
    ids=str,
)
def test_a_profile_is_read_as_far_as_it_goes(user: object, profile: Profile) -> None:
    assert profile_of(user) == profile


@pytest.mark.parametrize(
    ("changes", "is_quiet"),
    [
        ({}, True),
        ({"dnd_enabled": False}, False),
        ({"next_dnd_start_ts": 1, "next_dnd_end_ts": 1}, False),
        ({"next_dnd_end_ts": AT}, False),
        ({"next_dnd_start_ts": None}, False),
    ],
    ids=str,
)
def test_do_not_disturb_has_hours_or_is_off(changes: dict[str, Any], is_quiet: bool) -> None:
    status = {
        "dnd_enabled": True,
        "next_dnd_start_ts": AT,
        "next_dnd_end_ts": AT + 3600,
        **changes,
    }
    until = datetime.fromtimestamp(AT + 3600, UTC)
    assert quiet_of(status) == (Quiet(INSTANT, until) if is_quiet else None)
    assert quiet_of("off") is None


@pytest.mark.parametrize(
    ("says", "profile", "is_admin"),
    [
        ({"ok": True, "user": USER}, PROFILE, False),
        ({"ok": True, "user": {**USER, "is_owner": True}}, PROFILE, True),
        ({"ok": True}, UNKNOWN, False),
        (refuses("user_not_found"), None, None),
        (HangsUp(), None, None),
    ],
    ids=["a person", "an owner", "nobody", "refused", "no answer"],
)
async def test_a_person_is_looked_up(
    says: Script, profile: Profile | None, is_admin: bool | None
) -> None:
    async with slack(says, says) as it:
        directory = SlackDirectory(it.api)
        assert await directory.profile(ANA) == profile
        assert await directory.is_admin(ANA) is is_admin
        _, asked = it.server.asked[0]
        assert (asked["user"], asked["include_locale"]) == ("U1", "1")


@pytest.mark.parametrize(
    ("says", "presence"),
    [
        ({"ok": True, "presence": "active"}, Presence.ACTIVE),
        ({"ok": True, "presence": "away"}, Presence.AWAY),
        ({"ok": True, "presence": "dancing"}, None),
        (refuses("user_not_found"), None),
    ],
    ids=str,
)
async def test_presence_is_known_or_not(says: Script, presence: Presence | None) -> None:
    async with slack(says) as it:
        assert await SlackDirectory(it.api).presence(ANA) is presence


async def test_people_come_in_pages() -> None:
    more = {"next_cursor": "two"}
    async with slack(
        {"ok": True, "members": [USER, None], "response_metadata": more},
        {"ok": True, "members": []},
        refuses("ratelimited"),
    ) as it:
        directory = SlackDirectory(it.api)
        first, second = await directory.page("T1", ""), await directory.page("T1", "two")
        assert first is not None
        assert (first.profiles, first.cursor) == ({"U1": PROFILE}, "two")
        assert second is not None
        assert (second.profiles, second.cursor) == ({}, None)
        assert await directory.page("T1", "three") is None


async def test_do_not_disturb_is_asked_for_a_few_people_at_a_time() -> None:
    people = [f"U{n}" for n in range(QUIET_AT_ONCE + 1)]
    on = {"dnd_enabled": True, "next_dnd_start_ts": AT, "next_dnd_end_ts": AT + 60}
    async with slack(
        {"ok": True, "users": {"U0": on}}, {"ok": True, "users": {"U50": {"dnd_enabled": False}}}
    ) as it:
        found = await SlackDirectory(it.api).quiet("T1", people)
        assert [len(body["users"].split(",")) for _, body in it.server.asked] == [50, 1]
        assert found is not None
        assert set(found) == {"U0", "U50"}
        assert found["U50"] is None
    async with slack({"ok": True, "users": {}}, HangsUp()) as it:
        assert await SlackDirectory(it.api).quiet("T1", people) is None
