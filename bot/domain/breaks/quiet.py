"""Fewer nudges, then none, for somebody who answers none.

After a workday without an answer the next has two nudges. After three such days in a row there is
one message, and then silence until the person does something.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.members import SILENT_AFTER, Member
from bot.domain.schedule.due_times import scheduled


def day_counted(member: Member, at: datetime) -> Member:
    """The next nudge is claimed at `at`: on a new workday, the last one with nudges counts."""
    last = member.nudged_on
    if last is None or last == member.workday(at):
        return member
    if member.answered_on is not None and member.answered_on >= last:
        return replace(member, ignored_days=0)
    return replace(member, ignored_days=min(member.ignored_days + 1, SILENT_AFTER))


def has_news(member: Member, at: datetime) -> bool:
    """Whether an answer at `at` changes anything."""
    return member.ignored_days > 0 or member.answered_on != member.workday(at)


def answered(member: Member, at: datetime, jitter: float) -> Member:
    """They did something, so nudges come as usual."""
    was_quiet = member.is_quiet
    awake = replace(member, ignored_days=0, answered_on=member.workday(at))
    return scheduled(replace(awake, sitting_since=at), at, jitter) if was_quiet else awake
