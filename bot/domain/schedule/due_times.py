"""When the next nudge comes, and what moves it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar.busy_signals import Busy, Deferral, Signal, settle_after
from bot.domain.calendar.work_week import end_of_work
from bot.domain.exercises.picking import remembered
from bot.domain.members import DueReason, Member
from bot.domain.phrases.until import Ending, Reading
from bot.domain.schedule.rhythms import CLOSE, Need, serving
from bot.domain.schedule.windows import allows_nudge, next_window

LATE_AFTER = timedelta(minutes=15)
"""A nudge later than this is dropped: after downtime people get a fresh one, never a backlog."""
_WAITING = frozenset({DueReason.HELD, DueReason.AWAY})
"""Why a nudge waits that was due before."""


def scheduled(member: Member, now: datetime, jitter: float) -> Member:
    """The member with their next nudge set afresh from what is known now."""
    window = next_window(member, now)
    if window is None:
        return replace(member, next_due_at=None, due_reason=None)
    return replace(member, next_due_at=window.at(jitter), due_reason=window.reason)


def rescheduled(member: Member, now: datetime, jitter: float) -> Member:
    """The member with their next nudge set afresh after their settings changed.

    A snooze is kept as it is, if it still fits.
    """
    due = member.next_due_at if member.due_reason is DueReason.SNOOZED else None
    if due is not None and due > now and allows_nudge(member, due):
        return member
    return scheduled(member, now, jitter)


def expected(member: Member, now: datetime) -> Member:
    """The member as they will be once their next nudge falls due, where it cannot come then: a day
    off for everybody is noted without touching anybody's row."""
    due = member.next_due_at
    if due is None or due < now or allows_nudge(member, due):
        return member
    return scheduled(member, now, 0.5)


def zone_changed(member: Member, now: datetime, jitter: float) -> Member:
    """The member with their next nudge set afresh after their zone changed."""
    after = rescheduled(member, now, jitter)
    moved = after.due_reason is DueReason.OPENING
    return replace(after, due_reason=DueReason.TRAVELLED) if moved else after


def snoozed(
    member: Member, now: datetime, exercise_id: str, jitter: float, until: Ending
) -> Member:
    """The member with the same exercise due again after a snooze.

    A snooze that would end after work, or past the daily cap, waits for the next regular window;
    so does one till tomorrow. Who has not joined is not nudged by a snooze either.
    """
    if not member.is_active:
        return member
    again = replace(member, next_exercise_id=exercise_id, sitting_since=now)
    return _put_off(again, now, until, until.at, jitter)


def delayed(member: Member, now: datetime, jitter: float, until: Ending) -> Member:
    """The member with the next nudge put off by a snooze, before it came; the same limits hold.

    A length is added to when it would have come; any other end is the earliest that it comes.
    """
    if member.next_due_at is None:
        return member
    due = until.at
    if until.reading is Reading.LENGTH:
        due = max(member.next_due_at, now) + (until.at - now)
    elif member.next_due_at >= due:
        return member
    return _put_off(member, now, until, due, jitter)


def _put_off(member: Member, now: datetime, until: Ending, due: datetime, jitter: float) -> Member:
    """Due at that instant, or in the first regular window after it.

    Till the end of a meeting it waits as a nudge does that fell due in it, and so follows what
    Slack tells of that end: a huddle has none until it is over.
    """
    busy = member.busy(now) if until.reading is Reading.MEETING else None
    if busy is not None:
        return deferred(member, now, busy, jitter)
    if until.reading is not Reading.TOMORROW and allows_nudge(member, due):
        return replace(member, next_due_at=due, due_reason=DueReason.SNOOZED)
    return scheduled(replace(member, sitting_since=due), now, jitter)


def restarted(
    member: Member,
    now: datetime,
    jitter: float,
    *,
    undo: bool = False,
    need: Need = Need.STRETCH,
) -> Member:
    """The member after they got up: the interval starts again, and no snoozed exercise is owed.

    `need` is what they got up for. The quiet that a snooze asked for stays; `undo` ends it: the
    snoozed card itself was begun.
    """
    got_up = replace(serving(member, need, now), next_exercise_id=None, unanswered=0)
    if not undo and member.sitting_since > now:
        got_up = replace(got_up, sitting_since=member.sitting_since)
    after = scheduled(got_up, now, jitter)
    snooze = member.next_due_at if is_snoozed(member, now) and not undo else None
    if snooze is None or after.next_due_at is None or after.next_due_at >= snooze:
        return after
    return replace(after, next_due_at=snooze, due_reason=DueReason.SNOOZED)


def skipped_until(member: Member, now: datetime, until: datetime, jitter: float) -> Member:
    """The member who takes a break together that ends at `until`: a nudge that would come before,
    or too soon after, gives way to the next regular one. A second time changes nothing."""
    due = member.next_due_at
    if due is None or due >= until + CLOSE:
        return member
    return scheduled(replace(member, sitting_since=max(member.sitting_since, until)), now, jitter)


def freed(member: Member, now: datetime, until: datetime, jitter: float) -> Member:
    """The member who does not take that break after all: from now on as if they had."""
    if member.sitting_since != until or until <= now:
        return member
    return scheduled(replace(member, sitting_since=now), now, jitter)


def is_snoozed(member: Member, now: datetime) -> bool:
    """Whether a snooze lies ahead, to a time of this day or to another day."""
    if member.next_due_at is None or member.next_due_at <= now:
        return False
    return member.due_reason is DueReason.SNOOZED or member.sitting_since > now


def deferred(member: Member, now: datetime, busy: Busy, jitter: float) -> Member:
    """The member with a nudge that is due at `now`, or already waits, put off to a moment after
    the hold; one that would come outside their hours gives way to the next regular one."""
    waits = member.deferral if _waits(member) or gives_way(member, now) else None
    since = waits.since if waits is not None else now
    due = settle_after(busy.until, jitter)
    if allows_nudge(member, due):
        waiting = replace(member, deferral=Deferral(busy.signal, since))
        return replace(waiting, next_due_at=due, due_reason=DueReason.HELD)
    return scheduled(
        replace(member, deferral=Deferral(busy.signal, since, busy.until)), due, jitter
    )


def signalled(member: Member, now: datetime, jitter: float) -> Member:
    """The member after Slack told something new of them: a nudge that waits goes when its hold
    is over, sooner or later than was expected."""
    waits, gave_way = _waits(member), gives_way(member, now)
    if member.next_due_at is None or not (waits or gave_way):
        return member
    busy = member.busy(now)
    if busy is not None:
        return deferred(member, now, busy, jitter)
    due = settle_after(now, jitter)
    due = min(due, member.next_due_at) if waits else due
    if allows_nudge(member, due):
        waiting = replace(member.deferral, until=None) if member.deferral is not None else None
        return replace(member, next_due_at=due, due_reason=DueReason.HELD, deferral=waiting)
    over = replace(member.deferral, until=now) if member.deferral is not None else None
    regular = scheduled(replace(member, deferral=over), now, jitter)
    if regular.next_due_at is None or (waits and member.next_due_at <= regular.next_due_at):
        return member
    return regular


def gives_way(member: Member, now: datetime) -> bool:
    """Whether a nudge of theirs was due in a hold that goes on past their hours, by what is known:
    should it end sooner, the nudge comes after all."""
    deferral = member.deferral
    if deferral is None or deferral.until is None or deferral.signal is Signal.AWAY:
        return False
    return member.last_up < deferral.since and now < deferral.until


def _waits(member: Member) -> bool:
    return member.due_reason is DueReason.HELD


def slowed(member: Member, until: datetime) -> Member:
    """The member whose nudge Slack cannot take just now; what it waited for before stays known."""
    reason = member.due_reason if member.due_reason in _WAITING else DueReason.BUSY_SLACK
    return replace(member, next_due_at=until, due_reason=reason)


def nudged(
    member: Member, now: datetime, exercise_id: str, jitter: float, need: Need = Need.STRETCH
) -> Member:
    """The member after a nudge at `now`: counted, remembered, and the next one set.

    `need` is what it offered something for. A nudge brings up the self-check once, if it was due.
    """
    today = member.workday(now)
    counted = replace(
        serving(member, need, now),
        next_exercise_id=None,
        recent=remembered(member.recent, exercise_id) if exercise_id else member.recent,
        nudged_on=today,
        nudged_count=member.nudges_on(today) + 1,
        recheck_at=None if rechecks(member, now) else member.recheck_at,
        deferral=_over(member, now),
    )
    return scheduled(counted, now, jitter)


def _over(member: Member, now: datetime) -> Deferral | None:
    """What their nudge waited for, once it came."""
    waited = member.due_reason in _WAITING
    return replace(member.deferral, until=now) if member.deferral and waited else member.deferral


def rechecks(member: Member, now: datetime) -> bool:
    """Whether a nudge at this instant brings up the self-check again."""
    return member.recheck_at is not None and member.recheck_at <= now


def may_be_nudged(member: Member, now: datetime) -> bool:
    """Whether a nudge that is due may go out at this instant, not too late and within hours."""
    if not member.is_active or member.next_due_at is None:
        return False
    in_time = member.next_due_at <= now <= member.next_due_at + LATE_AFTER
    return in_time and allows_nudge(member, now)


def rests_today(member: Member, now: datetime) -> bool:
    """Whether a pause lasts to the end of the day's work or longer."""
    week = member.preferences.week
    end = end_of_work(week, member.zone, member.workday(now))
    until = member.paused_until
    return end is not None and until is not None and until >= end


def is_welcome_back(member: Member, now: datetime) -> bool:
    """Whether a nudge at this instant is the first after a vacation."""
    until = member.vacation_until
    if until is None or not member.last_up < until <= now:
        return False
    return member.workday(member.last_up) < member.workday(now)
