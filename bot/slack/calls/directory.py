"""What Slack says of people, asked for or told in events, in Limber's own terms."""

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
"""People asked for at once; Slack recommends no more."""
QUIET_AT_ONCE = 50
"""People whose do-not-disturb hours can be asked for at once."""
LAST_STAMP = 253_402_300_800
"""Unix seconds at the end of the year 9999, beyond which there are no dates."""


class SlackDirectory:
    """Asks Slack who people are, and how they are to be disturbed."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    async def is_admin(self, who: Who) -> bool | None:
        user = await self._user(who)
        return None if user is None else bool(user.get("is_admin") or user.get("is_owner"))

    async def _user(self, who: Who) -> Json | None:
        """What Slack says of somebody; None where it says nothing."""
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
        return next((it for it in Presence if it.value == shown), None)

    async def page(self, workspace_id: str, cursor: str) -> Page | None:
        arguments = {"limit": PAGE, "include_locale": True, "cursor": cursor}
        answer = await self._api.attempt("users.list", workspace_id, arguments, as_form=True)
        if answer is None:
            return None
        users = answer.get("members")
        people = [it for it in users if isinstance(it, dict)] if isinstance(users, list) else []
        more = answer.get("response_metadata")
        following = more.get("next_cursor") if isinstance(more, dict) else None
        return Page(
            {str(it.get("id")): profile_of(it) for it in people}, str(following or "") or None
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
            found |= {user_id: quiet_of(it) for user_id, it in users.items()}
        return found


def profile_of(user: Any) -> Profile:
    """The part of Slack's user object that Limber needs; UTC where it names no zone."""
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
    """The do-not-disturb hours in Slack's dnd object: present, or next to come."""
    facts = status if isinstance(status, dict) else {}
    start = _instant(facts.get("next_dnd_start_ts"))
    end = _instant(facts.get("next_dnd_end_ts"))
    if not facts.get("dnd_enabled") or start is None or end is None or start >= end:
        return None
    return Quiet(start, end)


def _instant(stamp: Any) -> datetime | None:
    """Unix seconds; Slack writes 0, or 1, for never."""
    if isinstance(stamp, bool) or not isinstance(stamp, int) or not 1 < stamp < LAST_STAMP:
        return None
    return datetime.fromtimestamp(stamp, UTC)


def _known_zone(name: str) -> str:
    return name if is_zone(name) else "Etc/UTC"
