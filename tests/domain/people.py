"""Members for tests of the rules."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.members import Member, MemberStatus


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ana(**changes: object) -> Member:
    """An active member in Berlin who sat down on Monday, 23 November 2026, at 10:00 there."""
    member = Member(
        workspace_id="T1",
        user_id="U1",
        status=MemberStatus.ACTIVE,
        zone="Europe/Berlin",
        locale="en-US",
        sitting_since=utc("2026-11-23 09:00"),
    )
    return replace(member, **changes)  # type: ignore[arg-type]
