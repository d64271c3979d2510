"""Until when Slack shows somebody as busy."""

from datetime import datetime

from bot.domain.members import Member


def busy_until(member: Member, at: datetime) -> datetime | None:
    """The end of the meeting or call that a person is in at this instant.

    None where Slack shows none: no signal is kept yet.
    """
    del member, at
    return None
