"""Transitions of a member that set or move the next nudge."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar.busy_signals import Busy, Deferral, Signal, settle_after
from bot.domain.calendar.work_week import end_of_work
from bot.domain.exercises.picking import remembered
from bot.domain.members import DueReason, Member
from bot.domain.phrases.until import EndReason, EndTime
from bot.domain.schedule.rhythms import CLOSE, Need, need_served
from bot.domain.schedule.windows import allows_nudge, next_window

LATE_AFTER = timedelta(minutes=15)
"""A nudge later than this is dropped: after downtime people get a new one, never a backlog."""
_DEFERRED = frozenset({DueReason.DEFERRED, DueReason.AWAY})
"""Reasons of a nudge that was due before."""


def scheduled(member: Member, now: datetime, jitter: float) -> Member:
    """The next nudge recomputed from what is known now."""
    window = next_window(member, now)
    if window is None:
        return replace(member, next_due_at=None, due_reason=None)
    return replace(member, next_due_at=window.at(jitter), due_reason=window.reason)


def rescheduled(member: Member, now: datetime, jitter: float) -> Member:
    """The next nudge recomputed after a change of settings; a snooze is kept if it still fits."""
    due = member.next_due_at if member.due_reason is DueReason.SNOOZED else None
    if due is not None and due > now and allows_nudge(member, due):
        return member
    return scheduled(member, now, jitter)


def with_real_due_time(member: Member, now: datetime) -> Member:
    """The member with the nudge that will really come, for display.

    It differs if the stored one cannot come: a day off for everybody touches no rows of members.
    """
    due = member.next_due_at
    if due is None or due < now or allows_nudge(member, due):
        return member
    return scheduled(member, now, 0.5)


def zone_changed(member: Member, now: datetime, jitter: float) -> Member:
    after = rescheduled(member, now, jitter)
    moved = after.due_reason is DueReason.OPENING
    return replace(after, due_reason=DueReason.TRAVELLED) if moved else after


def snoozed(
    member: Member, now: datetime, exercise_id: str, jitter: float, until: EndTime
) -> Member:
    """The same exercise is due again after a snooze.

    A snooze that would end after work or beyond the daily cap waits for the next regular window, as
    does one until tomorrow. People who have not joined are not nudged by a snooze either.
    """
    if not member.is_active:
        return member
    again = replace(member, next_exercise_id=exercise_id, sitting_since=now)
    return _postponed(again, now, until, until.at, jitter)


def delayed(member: Member, now: datetime, jitter: float, until: EndTime) -> Member:
    """The next nudge snoozed before it came, within the same limits.

    A length is added to its due time; any other end is the earliest that it comes.
    """
    if member.next_due_at is None:
        return member
    due = until.at
    if until.reading is EndReason.LENGTH:
        due = max(member.next_due_at, now) + (until.at - now)
    elif member.next_due_at >= due:
        return member
    return _postponed(member, now, until, due, jitter)


def _postponed(
    member: Member, now: datetime, until: EndTime, due: datetime, jitter: float
) -> Member:
    """Due at that instant, or in the first regular window after it.

    Until the end of a meeting the nudge is deferred like one that fell due in it, so it follows
    what Slack reports: a huddle has no end until it is over.
    """
    busy = member.busy(now) if until.reading is EndReason.MEETING else None
    if busy is not None:
        return deferred(member, now, busy, jitter)
    if until.reading is not EndReason.TOMORROW and allows_nudge(member, due):
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
    """They got up: the interval restarts, and no snoozed exercise is owed.

    `need` is what they got up for. A snooze stays in force unless `undo`: the snoozed card itself
    was started.
    """
    got_up = replace(need_served(member, need, now), next_exercise_id=None, unanswered=0)
    if not undo and member.sitting_since > now:
        got_up = replace(got_up, sitting_since=member.sitting_since)
    after = scheduled(got_up, now, jitter)
    snooze = member.next_due_at if is_snoozed(member, now) and not undo else None
    if snooze is None or after.next_due_at is None or after.next_due_at >= snooze:
        return after
    return replace(after, next_due_at=snooze, due_reason=DueReason.SNOOZED)


def group_break_joined(member: Member, now: datetime, until: datetime, jitter: float) -> Member:
    """They take part in a group break that ends at `until`.

    A nudge due before that, or too soon after, is replaced by the next regular one. Idempotent.
    """
    due = member.next_due_at
    if due is None or due >= until + CLOSE:
        return member
    return scheduled(replace(member, sitting_since=max(member.sitting_since, until)), now, jitter)


def group_break_left(member: Member, now: datetime, until: datetime, jitter: float) -> Member:
    """They no longer take part in the group break: the interval starts now."""
    if member.sitting_since != until or until <= now:
        return member
    return scheduled(replace(member, sitting_since=now), now, jitter)


def is_snoozed(member: Member, now: datetime) -> bool:
    """Whether a snooze is in force, until a time of today or until another day."""
    if member.next_due_at is None or member.next_due_at <= now:
        return False
    return member.due_reason is DueReason.SNOOZED or member.sitting_since > now


def deferred(member: Member, now: datetime, busy: Busy, jitter: float) -> Member:
    """A nudge that is due at `now`, or deferred already, is deferred until after `busy`.

    If that is outside working hours it is replaced by the next regular one.
    """
    earlier = member.deferral if _is_deferred(member) or was_moved_by_signal(member, now) else None
    since = earlier.since if earlier is not None else now
    due = settle_after(busy.until, jitter)
    if allows_nudge(member, due):
        waiting = replace(member, deferral=Deferral(busy.signal, since))
        return replace(waiting, next_due_at=due, due_reason=DueReason.DEFERRED)
    return scheduled(
        replace(member, deferral=Deferral(busy.signal, since, busy.until)), due, jitter
    )


def signalled(member: Member, now: datetime, jitter: float) -> Member:
    """Slack reported a signal: a deferred nudge follows the new end, sooner or later."""
    is_deferred, gave_way = _is_deferred(member), was_moved_by_signal(member, now)
    if member.next_due_at is None or not (is_deferred or gave_way):
        return member
    busy = member.busy(now)
    if busy is not None:
        return deferred(member, now, busy, jitter)
    due = settle_after(now, jitter)
    due = min(due, member.next_due_at) if is_deferred else due
    if allows_nudge(member, due):
        waiting = replace(member.deferral, until=None) if member.deferral is not None else None
        return replace(member, next_due_at=due, due_reason=DueReason.DEFERRED, deferral=waiting)
    over = replace(member.deferral, until=now) if member.deferral is not None else None
    regular = scheduled(replace(member, deferral=over), now, jitter)
    if regular.next_due_at is None or (is_deferred and member.next_due_at <= regular.next_due_at):
        return member
    return regular


def was_moved_by_signal(member: Member, now: datetime) -> bool:
    """Whether a nudge fell due while a signal was expected to outlast the working hours.

    If the signal ends sooner, the nudge comes after all.
    """
    deferral = member.deferral
    if deferral is None or deferral.until is None or deferral.signal is Signal.AWAY:
        return False
    return member.last_up < deferral.since and now < deferral.until


def _is_deferred(member: Member) -> bool:
    return member.due_reason is DueReason.DEFERRED


def send_retried_later(member: Member, until: datetime) -> Member:
    """Slack cannot take the nudge now: it is retried at `until`, its deferral stays known."""
    reason = member.due_reason if member.due_reason in _DEFERRED else DueReason.BUSY_SLACK
    return replace(member, next_due_at=until, due_reason=reason)


def nudged(
    member: Member, now: datetime, exercise_id: str, jitter: float, need: Need = Need.STRETCH
) -> Member:
    """A nudge came at `now`: it is counted and remembered, and the next one is set.

    `need` is what it was for. It brings up the self-check if that was due.
    """
    today = member.workday(now)
    counted = replace(
        need_served(member, need, now),
        next_exercise_id=None,
        recent=remembered(member.recent, exercise_id) if exercise_id else member.recent,
        nudged_on=today,
        nudged_count=member.nudges_on(today) + 1,
        recheck_at=None if rechecks(member, now) else member.recheck_at,
        deferral=_ended_deferral(member, now),
    )
    return scheduled(counted, now, jitter)


def _ended_deferral(member: Member, now: datetime) -> Deferral | None:
    """The deferral of a nudge that came at `now`."""
    was_deferred = member.due_reason in _DEFERRED
    if member.deferral is None or not was_deferred:
        return member.deferral
    return replace(member.deferral, until=now)


def rechecks(member: Member, now: datetime) -> bool:
    """Whether a nudge at that instant brings up the self-check again."""
    return member.recheck_at is not None and member.recheck_at <= now


def may_be_nudged(member: Member, now: datetime) -> bool:
    """Whether a due nudge may go out now: not too late, and within working hours."""
    if not member.is_active or member.next_due_at is None:
        return False
    in_time = member.next_due_at <= now <= member.next_due_at + LATE_AFTER
    return in_time and allows_nudge(member, now)


def rests_today(member: Member, now: datetime) -> bool:
    """Whether a pause lasts until the end of today's work or longer."""
    week = member.preferences.week
    end = end_of_work(week, member.zone, member.workday(now))
    until = member.paused_until
    return end is not None and until is not None and until >= end


def is_welcome_back(member: Member, now: datetime) -> bool:
    """Whether a nudge at that instant is the first one after a vacation."""
    until = member.vacation_until
    if until is None or not member.last_up < until <= now:
        return False
    return member.workday(member.last_up) < member.workday(now)
