"""Hours, days off, pauses, the check-in and settings."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from bot.cards.breaks import offer_cards
from bot.cards.schedule import (
    check_in_cards,
    days_off_cards,
    next_nudge,
    pause_cards,
    quiet_cards,
    settings_modal,
    unread_time,
    work_hours_cards,
)
from bot.domain.breaks.card_state import CardState
from bot.domain.calendar.days_off import Calendar, NoAlmanac
from bot.domain.calendar.work_week import DEFAULT_WEEK, Shift, WorkWeek
from bot.domain.exercises.exercise import Exercise, Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import DueReason, Member
from bot.domain.phrases.date_ranges import Vague
from bot.domain.phrases.fixed_times import Wrong, WrongTimes
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.until import EndReason, EndTime
from bot.domain.phrases.work_hours.faults import Fault, Unread
from bot.domain.schedule.how_often import HowOften, with_how_often
from bot.domain.schedule.rhythms import Need, PaceStep, stepped
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Pictures, Preferences
from bot.library.almanac import NoPlace
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from tests.cards.gallery.samples import (
    CROWD,
    DEAD_BUG,
    GUEST,
    IDLE,
    LIBRARY,
    LONG_TEXT,
    MEMBER,
    NOW,
    SOME_EXERCISES,
    TODAY,
    Named,
    date_ranges,
    figure,
    nudge,
)
from tests.domain.people import ana

EXERCISES = tuple(LIBRARY.exercises.values())


class OneCountry(NoAlmanac):
    """Every time zone is in a country whose name has no letters to translate."""

    def country_of(self, zone: str) -> str | None:
        return "1"


def every(words: Words) -> Iterator[Named]:
    yield from _pauses(words)
    yield from _check_in(words)
    yield from _fixed_times(words)
    yield from _hours(words)
    yield from _days_off(words)
    yield from _holidays(words)
    yield from _settings(words)


def _pauses(words: Words) -> Iterator[Named]:
    for name, member in (("due", MEMBER), ("idle", IDLE)):
        for reading in EndReason:
            end, label = EndTime(NOW, reading), f"{name} {reading}"
            yield f"paused {label}", pause_cards.paused(words, member, end)
            excused = pause_cards.paused(words, member, end, excused=True)
            yield f"paused for today {label}", excused
            for reason in (DueReason.INTERVAL, DueReason.SNOOZED, DueReason.DEFERRED):
                after = replace(member, due_reason=reason)
                answer = pause_cards.snoozed(words, ana(), after, end)
                yield f"snoozed {label} {reason}", answer
        yield f"not snoozed {name}", pause_cards.snoozed(words, member, member, end)
        yield f"resumed {name}", pause_cards.resumed(words, member)
        yield f"not paused {name}", pause_cards.not_paused(words, member)
        line = words("Nothing is paused.")
        yield f"next nudge {name}", next_nudge.with_next_nudge(words, member, line)
    for why in Unreadable:
        for typed in ("", LONG_TEXT):
            yield f"pause {why} {bool(typed)}", unread_time.pause(words, why, typed)
        yield f"snooze {why}", unread_time.snooze(words, why, LONG_TEXT)


def _check_in(words: Words) -> Iterator[Named]:
    answers = {
        "fine": check_in_cards.fine(words),
        "paused": pause_cards.paused(words, MEMBER, EndTime(NOW, EndReason.TIME)),
    }
    for step in PaceStep:
        chosen = stepped(MEMBER.preferences, step)
        assert chosen is not None
        member = replace(MEMBER, preferences=chosen)
        answers[f"{step}"] = check_in_cards.repaced(words, member, MEMBER.preferences)
        answers[f"no {step}"] = check_in_cards.no_further(words, MEMBER, step)
    for name, answer in answers.items():
        yield f"pace {name}", answer
    for exercise in SOME_EXERCISES:
        picture = figure(words, exercise, exercise.gist)
        offered = offer_cards.offer(words, exercise, nudge(CardState.OFFERED), "Etc/UTC", picture)
        question = check_in_cards.question(words, offered, nudge(CardState.OFFERED))
        yield f"check-in {exercise.id}", question
        for name, answer in answers.items():
            answered = check_in_cards.answered(offered, answer)
            yield f"check-in {exercise.id} {name}", answered
    yield "pace idle", check_in_cards.repaced(words, IDLE, MEMBER.preferences)
    offered = offer_cards.offer(words, DEAD_BUG, nudge(CardState.OFFERED), "Etc/UTC")
    yield "going quiet", quiet_cards.going_quiet(words)
    yield "back from quiet", quiet_cards.back(words, MEMBER)
    for most in range(1, len(Need) + 1):
        for needs in combinations(Need, most):
            yield f"for {needs}", check_in_cards.also_for(words, offered, frozenset(needs))


def _fixed_times(words: Words) -> Iterator[Named]:
    fixed = replace(MEMBER, preferences=Preferences(fixed_times=(600, 750)))
    yield "times none", check_in_cards.fixed_times(words, MEMBER)
    yield "times some", check_in_cards.fixed_times(words, fixed)
    yield "times without steps", check_in_cards.no_further(words, fixed, PaceStep.MORE)
    yield "times set", check_in_cards.repaced(words, fixed, MEMBER.preferences)
    for wrong in Wrong:
        yield f"times {wrong}", check_in_cards.times_refused(words, WrongTimes(wrong, "ten", 600))


def _sections(
    words: Words, label: str, member: Member, exercises: Sequence[Exercise]
) -> Iterator[Named]:
    for section in settings_modal.SECTIONS:
        modal = settings_modal.section_modal(words, member, section, exercises, "")
        yield f"section {section} {label}", modal


def _hours(words: Words) -> Iterator[Named]:
    odd = WorkWeek(
        tuple((Shift(540 + n, 560), Shift(600, 720), Shift(1320, 1800)) for n in range(7))
    )
    for name, member in (("member", MEMBER), ("guest", GUEST)):
        for week in (DEFAULT_WEEK, odd):
            worker = replace(member, preferences=Preferences(week=week))
            label = f"{name} {week is odd}"
            yield f"hours {label}", work_hours_cards.present_hours(words, worker)
            yield f"hours set {label}", work_hours_cards.hours_set(words, worker, DEFAULT_WEEK)
            yield f"hours undone {label}", work_hours_cards.hours_set(words, worker, odd)
            modal = settings_modal.settings_modal(words, worker, "")
            yield f"settings with hours {label}", modal
            hours = settings_modal.section_modal(words, worker, Section.HOURS, EXERCISES, "")
            yield f"other hours {label}", hours
    for fault in Fault:
        unread = Unread(fault, LONG_TEXT)
        yield f"hours unclear {fault}", work_hours_cards.hours_unclear(words, MEMBER, unread)
    yield "hours too short", work_hours_cards.hours_too_short(words, MEMBER)
    yield "no hours", work_hours_cards.no_hours(words)


def _days_off(words: Words) -> Iterator[Named]:
    ranges = date_ranges(words)
    removed = days_off_cards.removed(words)
    for listed in ([], ranges):
        label = len(listed)
        yield f"everyone's {label}", days_off_cards.everyones(words, listed)
        said = days_off_cards.everyones(words, listed, news=removed)
        yield f"everyone's removed {label}", said
    for n, days in enumerate(ranges[:9]):
        for works in (True, False):
            taken = days_off_cards.taken(words, MEMBER, days, worked=works)
            yield f"taken {n} {works}", taken
        yield f"worked {n}", days_off_cards.worked(words, MEMBER, days)
        yield f"sick {n}", days_off_cards.sick(words, MEMBER, days)
    for vague in Vague:
        yield f"days {vague}", days_off_cards.unclear(words, vague, LONG_TEXT)
        yield f"sick {vague}", days_off_cards.sick_unclear(words, vague, LONG_TEXT)
    yield "too many days", days_off_cards.too_many(words)
    yield "days off not by an admin", days_off_cards.not_admin(words)


def _holidays(words: Words) -> Iterator[Named]:
    name, removed = words("Founders' Day"), days_off_cards.removed(words)
    for place in (None, "", "1", "1-2"):
        preferences = Preferences(holidays=place)
        member = replace(MEMBER, preferences=preferences, calendar=Calendar(almanac=OneCountry()))
        found = [(TODAY, name, works) for works in (True, False)]
        for listed in ([], date_ranges(words)):
            coming = days_off_cards.Coming(member, listed, found if place else ())
            label = f"{place} {len(listed)}"
            yield f"days off {label}", days_off_cards.coming(words, coming)
            yield f"day removed {label}", days_off_cards.coming(words, coming, news=removed)
            yield f"holidays {label}", days_off_cards.holidays(words, coming)
    for near in ((), ("1",), ("1", "2")):
        yield f"no place {near}", days_off_cards.place_unclear(words, LONG_TEXT, NoPlace(near))


def _settings(words: Words) -> Iterator[Named]:
    answer_to = "https://hooks.example.com/" + "x" * 200
    yield "settings", settings_modal.settings_modal(words, MEMBER, answer_to)
    yield "join", settings_modal.join_modal(words, MEMBER, answer_to)
    yield from _sections(words, "plain", MEMBER, EXERCISES)
    for pictures in Pictures:
        full = Preferences(
            positions=frozenset(Position),
            eyes_minutes=5,
            walk_minutes=240,
            fixed_times=tuple(range(600, 840, 10)),
            kneeling=True,
            intermediate=True,
            only=frozenset(Only),
            left_out=frozenset({*LIBRARY.exercises, "gone-since"}),
            areas_left_out=frozenset(BodyArea),
            spared=frozenset(Load),
            pictures=pictures,
            daily_cap=50,
            daily_goal=8,
            listed=True,
            nickname="N" * 40,
        )
        member = replace(MEMBER, preferences=full)
        yield f"settings {pictures}", settings_modal.settings_modal(words, member, "")
        yield from _sections(words, pictures, member, EXERCISES)
        many = replace(member, preferences=replace(full, left_out=frozenset(CROWD)))
        yield from _sections(words, f"{pictures} many", many, tuple(CROWD.values()))
    for often in HowOften:
        chosen = replace(MEMBER, preferences=with_how_often(MEMBER.preferences, often))
        yield f"settings {often}", settings_modal.settings_modal(words, chosen, "")
    for remains in (True, False):
        for name, saver in (("due", MEMBER), ("idle", IDLE)):
            saved = settings_modal.settings_saved(words, saver, remains=remains)
            yield f"saved {name} {remains}", saved
