"""What Slack knows about people: profiles, do not disturb, presence."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.calendar.busy_signals import Quiet
from bot.domain.calendar.work_week import is_zone
from bot.domain.members import Who
from bot.domain.schedule.presence_budget import Presence
from bot.slack.calls.api import Json, SlackApi
from bot.usecases.ports import Page, Profile

PAGE = 200
"""People per page; Slack recommends at most 200."""
QUIET_AT_ONCE = 50
"""Slack's limit of people per dnd.teamInfo call."""
LAST_STAMP = 253_402_300_800
"""Unix seconds at the end of the year 9999, the last that `datetime` can hold."""


class SlackDirectory:
    def __init__(self, api: SlackApi) -> None:
        self._api = api

    async def is_admin(self, who: Who) -> bool | None:
        user = await self._user(who)
        return None if user is None else bool(user.get("is_admin") or user.get("is_owner"))

    async def _user(self, who: Who) -> Json | None:
        """Slack's user object; None if the call failed."""
        arguments = {"user": who.user_id, "include_locale": True}
        answer = await self._api.attempt("users.info", who.workspace_id, arguments, as_form=True)
        user = None if answer is None else answer.get("user")
        return user if isinstance(user, dict) or answer is None else {}

    async def profile(self, who: Who) -> Profile | None:
        user = await self._user(who)
        return None if user is None else profile_of(user)

    async def presence(self, who: Who) -> Presence | None:
        answer = await self._api.attempt(
            "users.getPresence", who.workspace_id, {"user": who.user_id}, as_form=True
        )
        shown = None if answer is None else answer.get("presence")
        return next((presence for presence in Presence if presence.value == shown), None)

    async def page(self, workspace_id: str, cursor: str) -> Page | None:
        arguments = {"limit": PAGE, "include_locale": True, "cursor": cursor}
        answer = await self._api.attempt("users.list", workspace_id, arguments, as_form=True)
        if answer is None:
            return None
        users = answer.get("members")
        people = (
            [user for user in users if isinstance(user, dict)] if isinstance(users, list) else []
        )
        more = answer.get("response_metadata")
        following = more.get("next_cursor") if isinstance(more, dict) else None
        return Page(
            {str(user.get("id")): profile_of(user) for user in people}, str(following or "") or None
        )

    async def quiet(
        self, workspace_id: str, user_ids: Sequence[str]
    ) -> Mapping[str, Quiet | None] | None:
        found: dict[str, Quiet | None] = {}
        for begin in range(0, len(user_ids), QUIET_AT_ONCE):
            arguments = {"users": ",".join(user_ids[begin : begin + QUIET_AT_ONCE])}
            answer = await self._api.attempt("dnd.teamInfo", workspace_id, arguments, as_form=True)
            users = answer.get("users") if answer is not None else None
            if not isinstance(users, dict):
                return None
            found |= {user_id: quiet_of(status) for user_id, status in users.items()}
        return found


def profile_of(user: Any) -> Profile:
    """Reads Slack's user object; UTC if it has no known zone."""
    facts = user if isinstance(user, dict) else {}
    shown = facts.get("profile")
    profile = shown if isinstance(shown, dict) else {}
    return Profile(
        zone=_known_zone(str(facts.get("tz") or "")),
        locale=str(facts["locale"]) if facts.get("locale") else None,
        name=str(profile.get("real_name") or profile.get("display_name") or ""),
        deleted=bool(facts.get("deleted")),
        status_text=str(profile.get("status_text") or ""),
        status_emoji=str(profile.get("status_emoji") or ""),
        status_until=_instant(profile.get("status_expiration")),
        huddling=profile.get("huddle_state") == "in_a_huddle",
        huddle_until=_instant(profile.get("huddle_state_expiration_ts")),
    )


def quiet_of(status: Any) -> Quiet | None:
    """Reads Slack's dnd object: the current or next do-not-disturb hours."""
    facts = status if isinstance(status, dict) else {}
    start = _instant(facts.get("next_dnd_start_ts"))
    end = _instant(facts.get("next_dnd_end_ts"))
    if not facts.get("dnd_enabled") or start is None or end is None or start >= end:
        return None
    return Quiet(start, end)


def _instant(stamp: Any) -> datetime | None:
    """Reads Unix seconds; Slack sends 0 or 1 for never."""
    if isinstance(stamp, bool) or not isinstance(stamp, int) or not 1 < stamp < LAST_STAMP:
        return None
    return datetime.fromtimestamp(stamp, UTC)


def _known_zone(name: str) -> str:
    return name if is_zone(name) else "Etc/UTC"
