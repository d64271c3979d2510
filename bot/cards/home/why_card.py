"""When the next nudge comes and why, and what happened to the last one."""

from collections.abc import Iterator

from bot.cards.parts.blocks import Card, actions, card, note, section
from bot.cards.progress.streak_card import Overview
from bot.cards.schedule.check_in_cards import step_buttons
from bot.cards.schedule.days_off_cards import because, works_then
from bot.cards.schedule.exercise_filters import nothing_left
from bot.cards.schedule.hours_in_words import interval
from bot.cards.schedule.quiet_cards import why_few, why_quiet
from bot.domain.calendar.busy_signals import Deferral, Signal
from bot.domain.calendar.work_week import local_date
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import is_snoozed, was_moved_by_signal
from bot.domain.schedule.rhythms import Need, rhythms, served_at
from bot.domain.schedule.windows import leading, needs_at
from bot.library.words import Words


def why_card(words: Words, overview: Overview) -> Card:
    """The answer to `/stretch why`, with buttons for more or fewer nudges."""
    reason = why(words, overview)
    if overview.member is None or overview.member.next_due_at is None:
        return note(reason)
    works = works_then(words, overview.day_off) if overview.day_off is not None else None
    buttons = step_buttons(words) if works is None else (works, *step_buttons(words))
    return card([section(reason), actions(*buttons)], reason)


def why(words: Words, overview: Overview) -> str:
    """A few sentences; also for people who have not joined."""
    member = overview.member
    if member is None or not member.is_active:
        return words("No nudge is planned, as you're not in. `/stretch join` changes that.")
    if member.is_quiet:
        return why_quiet(words)
    if member.next_due_at is None or member.due_reason is None:
        if member.preferences.fixed_times:
            return words("No nudge is planned: none of your times is within your working hours.")
        return words("No nudge is planned: your settings name no working hours.")
    last = [*_last(words, overview, member), *_lost(words, overview, member)]
    return " ".join([*_next(words, overview, member), *last])


def _next(words: Words, overview: Overview, member: Member) -> Iterator[str]:
    assert member.next_due_at is not None
    when = words.day_and_time(member.next_due_at, member.zone)
    if overview.paused and member.paused_until is not None:
        until = words.day_and_time(member.paused_until, member.zone)
        yield words(
            "You're paused. That ends by itself: {until}. First nudge after that: {when}.",
            until=until,
            when=when,
        )
    elif member.is_on_vacation(overview.at) and member.vacation_until is not None:
        yield words(
            "Your Slack status says that you're away until {until}, so nudges rest. First nudge "
            "after that: {when}. Missed nudges aren't sent later.",
            until=words.day_and_time(member.vacation_until, member.zone),
            when=when,
        )
    elif member.due_reason is DueReason.DEFERRED and member.deferral is not None:
        since = words.time_of_day(member.deferral.since, member.zone)
        yield _deferred(words, member.deferral.signal, since)
        yield words("It comes a few minutes after that ends; by what I know, {when}.", when=when)
    elif member.deferral is not None and was_moved_by_signal(member, overview.at):
        since = words.time_of_day(member.deferral.since, member.zone)
        yield _deferred(words, member.deferral.signal, since)
        yield words(
            "That lasts past your working hours, so the next nudge is {when}, or sooner if it ends "
            "early.",
            when=when,
        )
    elif member.due_reason is DueReason.AWAY and member.deferral is not None:
        yield words(
            "When a nudge was due at {since}, Slack showed you as away, and perhaps you were up "
            "already.",
            since=words.time_of_day(member.deferral.since, member.zone),
        )
        yield words("I look again: {when}. Once you're back, the interval starts over.", when=when)
    else:
        yield words("Next nudge: {when}.", when=when)
        yield from _because(words, overview, member)
        if overview.busy is not None:
            yield _may_be_deferred(words, overview.busy.signal)
    if not overview.is_served:
        yield nothing_left(words)


def _deferred(words: Words, signal: Signal, since: str) -> str:
    if signal is Signal.HUDDLE:
        return words("A nudge has waited since {since}: you're in a huddle.", since=since)
    if signal is Signal.DND:
        return words("A nudge has waited since {since}: do not disturb is on.", since=since)
    return words("A nudge has waited since {since}: your status says you're busy.", since=since)


def _may_be_deferred(words: Words, signal: Signal) -> str:
    if signal is Signal.HUDDLE:
        return words("If you're still in your huddle then, it waits until a little after.")
    if signal is Signal.DND:
        return words("If do not disturb is on then, it waits until a little after.")
    return words("If your status still says you're busy then, it waits until a little after.")


def _last(words: Words, overview: Overview, member: Member) -> Iterator[str]:
    """What happened to the nudge that was last deferred, told for the rest of that day."""
    deferral = member.deferral
    if deferral is None or deferral.until is None or member.due_reason is DueReason.DEFERRED:
        return
    if local_date(deferral.since, member.zone) != local_date(overview.at, member.zone):
        return
    if was_moved_by_signal(member, overview.at):
        return
    if deferral.signal is Signal.AWAY:
        if not _has_returned(member):
            yield _dropped(words, member, deferral)
    elif member.last_up >= deferral.until:
        yield _was_deferred(words, member, deferral)
    elif member.last_up < deferral.since:
        yield _never_came(words, deferral.signal)


def _lost(words: Words, overview: Overview, member: Member) -> Iterator[str]:
    if overview.lost_at is not None:
        at = words.time_of_day(overview.lost_at, member.zone)
        yield words(
            "The one at {at} seems to have got lost on the way. Nothing is sent twice, so it's "
            "not repeated.",
            at=at,
        )


def _has_returned(member: Member) -> bool:
    """Whether their interval started when Limber saw that they were back."""
    deferral = member.deferral
    if deferral is None or deferral.signal is not Signal.AWAY:
        return False
    return member.due_reason is DueReason.INTERVAL and deferral.until == member.sitting_since


def _dropped(words: Words, member: Member, deferral: Deferral) -> str:
    return words(
        "Earlier today one was due at {since}; Slack showed you as away, so it didn't come.",
        since=words.time_of_day(deferral.since, member.zone),
    )


def _was_deferred(words: Words, member: Member, deferral: Deferral) -> str:
    assert deferral.until is not None
    since = words.time_of_day(deferral.since, member.zone)
    until = words.time_of_day(deferral.until, member.zone)
    if deferral.signal is Signal.HUDDLE:
        return words(
            "Earlier today one waited from {since} to {until} for the end of a huddle.",
            since=since,
            until=until,
        )
    if deferral.signal is Signal.DND:
        return words(
            "Earlier today one waited from {since} to {until} for the end of do not disturb.",
            since=since,
            until=until,
        )
    return words(
        "Earlier today one waited from {since} to {until}, as your status said you were busy.",
        since=since,
        until=until,
    )


def _never_came(words: Words, signal: Signal) -> str:
    if signal is Signal.HUDDLE:
        return words("One waited for the end of a huddle, and your day ended first.")
    if signal is Signal.DND:
        return words("One waited for the end of do not disturb, past your hours.")
    return words("One waited while your status said busy, past your hours.")


def _because(words: Words, overview: Overview, member: Member) -> Iterator[str]:
    assert member.next_due_at is not None
    needs = needs_at(member, member.next_due_at)
    yield _reason(words, overview, member, leading(needs))
    if member.preferences.has_several_rhythms:
        yield _what_for(words, needs)


def _what_for(words: Words, needs: frozenset[Need]) -> str:
    """What the nudge is for, where there are several rhythms."""
    eyes = Need.EYES in needs
    match leading(needs):
        case Need.EYES:
            return words("It's a rest for your eyes.")
        case Need.STRETCH if eyes:
            return words("It's a stretch, and a rest for your eyes.")
        case Need.STRETCH:
            return words("It's a stretch.")
        case _ if eyes:
            return words("It's a walk, and a rest for your eyes.")
        case _:
            return words("It's a walk.")


def _reason(words: Words, overview: Overview, member: Member, need: Need) -> str:
    minutes = interval(words, rhythms(member.preferences)[need])
    match member.due_reason:
        case DueReason.DAY_OFF if overview.day_off is not None:
            return because(words, overview.day_off)
        case DueReason.OPENING if is_snoozed(member, overview.at):
            return words(
                "You snoozed till then. It's {minutes} after your working hours begin.",
                minutes=minutes,
            )
        case DueReason.OPENING | DueReason.DAY_OFF:
            return words("That's {minutes} after your working hours begin.", minutes=minutes)
        case DueReason.TRAVELLED:
            return words(
                "Slack says that your time zone is {zone} now. That's {minutes} after your "
                "working hours begin there.",
                zone=member.zone,
                minutes=minutes,
            )
        case DueReason.PAUSE_ENDED:
            return words("That's {minutes} after your pause ends.", minutes=minutes)
        case DueReason.VACATION_ENDED:
            return words("That's {minutes} after you came back.", minutes=minutes)
        case DueReason.FIXED_TIME:
            return words("That's one of the times you chose, give or take a minute or two.")
        case DueReason.SNOOZED:
            return words("You snoozed the last one.")
        case DueReason.LATE:
            return words("It's already time, so it comes within a few minutes.")
        case DueReason.CAP:
            capped = words("You've had as many today as your daily limit allows.")
            return why_few(words) if member.ignored_days else capped
        case DueReason.BUSY_SLACK:
            return words("Slack asked me to slow down for a moment, so it comes a little later.")
        case _:
            return _counted(words, member, need, minutes)


def _counted(words: Words, member: Member, need: Need, minutes: str) -> str:
    """The instant from which the interval counts."""
    since = words.time_of_day(served_at(member, need), member.zone)
    if _has_returned(member):
        return words(
            "That's {minutes} after {since}, when I saw you were back.",
            minutes=minutes,
            since=since,
        )
    if need is Need.WALK:
        return words(
            "That's {minutes} after your last walk, at {since}.", minutes=minutes, since=since
        )
    if need is Need.STRETCH and member.last_up > member.sitting_since:
        return words(
            "That's {minutes} after your last stretch, at {since}.", minutes=minutes, since=since
        )
    return words(
        "That's {minutes} after {since}, your last nudge, break or start.",
        minutes=minutes,
        since=since,
    )
