"""Reads a form of settings: the new preferences, or the fault of each field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.cards.schedule.check_in_cards import wrong_times
from bot.cards.schedule.days_off_cards import place_fault
from bot.cards.schedule.exercise_filters import LEFT_OUT, listed
from bot.cards.schedule.hours_in_words import times
from bot.cards.schedule.settings_modal import (
    AS_IT_IS,
    DAYS,
    END,
    HOLIDAYS,
    HOURS_SAID,
    HOW_OFTEN,
    INTERVAL_MAX,
    INTERVAL_MIN,
    NICKNAME,
    START,
    TIMES,
    different_hours,
    shown,
    usual_shift,
)
from bot.cards.schedule.work_hours_cards import unread_hours
from bot.domain.calendar.work_week import WEEKDAYS, Shift, WorkWeek
from bot.domain.exercises.exercise import Exercise
from bot.domain.phrases.fixed_times import WrongTimes, read_times
from bot.domain.phrases.nicknames import LONGEST_NICKNAME, nickname_in
from bot.domain.phrases.work_hours.faults import Unread
from bot.domain.phrases.work_hours.parsing import read_hours
from bot.domain.schedule.how_often import HowOften, with_how_often
from bot.domain.settings.kinds import Number, OneOf, Setting, SomeOf, Switch
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, Rhythm, settings
from bot.library.almanac import NoPlace, find_place
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.usecases.requests import Faults

WRONG = object()
"""Placeholder for a value with a fault."""


@dataclass(frozen=True)
class _Form:
    words: Words
    values: FormValues
    before: Preferences
    exercises: tuple[Exercise, ...]
    place: str | None
    """The place whose holidays the form showed."""
    shown_week: str
    """What the form showed of the week."""
    chosen: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def wrong(self, block: str, sentence: str) -> object:
        self.faults[block] = sentence
        return WRONG


def read_settings(
    words: Words,
    values: FormValues,
    before: Preferences,
    exercises: Iterable[Exercise],
    place: str | None,
    shown_week: str = "",
) -> Preferences | Faults:
    """Fields that the form did not show keep their values. Raises UnreadableForm."""
    form = _Form(words, values, before, tuple(exercises), place, shown_week)
    for name, setting in settings().items():
        read = _OWN.get(name)
        try:
            form.chosen[name] = read(form) if read else _value(form, name, setting)
        except ValueError as error:
            raise UnreadableForm(f"{name}: {error}") from error
    if form.faults:
        return form.faults
    return _often(form, replace(before, **form.chosen))


def _often(form: _Form, after: Preferences) -> Preferences | Faults:
    """The choice of the first form; the fields behind it stay unless it changes."""
    chosen = form.values.option(HOW_OFTEN)
    if chosen not in {None, AS_IT_IS}:
        try:
            after = with_how_often(after, HowOften(chosen))
        except ValueError as error:
            raise UnreadableForm(f"{HOW_OFTEN}: {error}") from error
    paced = after.week != form.before.week or after.rhythm != form.before.rhythm
    if paced and not after.fixed_times and not after.rhythm.fits_into(after.week):
        where = next(it for it in (HOURS_SAID, END, INTERVAL_MAX) if form.values.has(it))
        return {where: form.words("These hours are shorter than the time between two nudges.")}
    return after


def _value(form: _Form, name: str, setting: Setting) -> Any:
    words, values, kind = form.words, form.values, setting.kind
    block = kind.block or name if isinstance(kind, Switch) else name
    if not values.has(block):
        return getattr(form.before, name)
    match kind:
        case Number():
            return _number(form, name, kind)
        case Switch():
            return name in values.options(block)
        case OneOf():
            chosen = values.option(name)
            return getattr(form.before, name) if chosen is None else kind.decode(chosen)
        case SomeOf():
            options = values.options(name)
            if not options and not kind.optional:
                return form.wrong(name, words("Choose at least one."))
            every = {name.value for name in kind.names}
            return kind.decode(every - options if kind.inverted else options)
        case _:
            raise AssertionError(f"{name} reads its own field")


def _number(form: _Form, block: str, kind: Number) -> Any:
    number = form.values.number(block)
    try:
        kind.check(number)
    except ValueError:
        low, high = kind.low, kind.high
        if kind.optional:
            fault = form.words(
                "Write a number from {low} to {high}, or leave it empty.", low=low, high=high
            )
        else:
            fault = form.words("Write a number from {low} to {high}.", low=low, high=high)
        return form.wrong(block, fault)
    return number


def _week(form: _Form) -> Any:
    if form.values.has(HOURS_SAID):
        return _other_hours(form)
    if not form.values.has(DAYS):
        return form.before.week
    words, values = form.words, form.values
    days, start, end = values.options(DAYS), values.time(START), values.time(END)
    if start and end and shown(days, start, end) == form.shown_week:
        return form.before.week
    if not days:
        form.wrong(DAYS, words("Choose at least one day."))
    for block, at in ((START, start), (END, end)):
        if at is None:
            form.wrong(block, words("Choose a time."))
    if not days or start is None or end is None:
        return WRONG
    if start == end:
        return form.wrong(END, words("Work can't end at the time it starts."))
    return WorkWeek.regular(frozenset(map(int, days)), Shift.between(start, end))


def _other_hours(form: _Form) -> Any:
    """An emptied field brings the usual hours back to all days."""
    words, before = form.words, form.before.week
    typed = form.values.text(HOURS_SAID)
    if typed == different_hours(before):
        return before
    if not typed:
        days = frozenset(day for day in WEEKDAYS if before.days[day])
        return WorkWeek.regular(days, usual_shift(before))
    week = read_hours(typed, before)
    if isinstance(week, Unread):
        return form.wrong(HOURS_SAID, unread_hours(words, week))
    if not any(week.days):
        return form.wrong(HOURS_SAID, words("Name at least one day with hours."))
    return week


def _holidays(form: _Form) -> Any:
    """An unchanged guess stays a guess."""
    if not form.values.has(HOLIDAYS):
        return form.before.holidays
    typed = form.values.text(HOLIDAYS)
    if typed == (form.place or ""):
        return form.before.holidays
    found = find_place(typed, form.words.locale) if typed else ""
    if isinstance(found, NoPlace):
        return form.wrong(HOLIDAYS, place_fault(form.words, typed, found))
    return found


def _rhythm(form: _Form) -> Any:
    if not form.values.has(INTERVAL_MIN):
        return form.before.rhythm
    words, bounds = form.words, Number(*INTERVAL_BOUNDS)
    low, high = _number(form, INTERVAL_MIN, bounds), _number(form, INTERVAL_MAX, bounds)
    if low is WRONG or high is WRONG:
        return WRONG
    if high < low:
        fault = words("Write {least} or more, the number above.", least=low)
        return form.wrong(INTERVAL_MAX, fault)
    return Rhythm(low, high)


def _fixed_times(form: _Form) -> Any:
    """Times that stay as they are stay even if the hours changed."""
    week, before = form.chosen["week"], form.before.fixed_times
    if not form.values.has(TIMES) or week is WRONG:
        return before
    typed = form.values.text(TIMES)
    if typed == times(form.words, before):
        return before
    read = read_times(typed, week)
    if isinstance(read, WrongTimes):
        return form.wrong(TIMES, wrong_times(form.words, read))
    return read


def _areas_left_out(form: _Form) -> Any:
    """They share the menu of the exercises that are left out."""
    if not form.values.has(LEFT_OUT):
        return form.before.areas_left_out
    areas = set(BodyArea)
    return frozenset(it for it in form.values.options(LEFT_OUT) if it in areas)


def _left_out(form: _Form) -> Any:
    """Exercises missing from the menu stay left out."""
    if not form.values.has(LEFT_OUT):
        return form.before.left_out
    unlisted = form.before.left_out - listed(form.before, form.exercises)
    return (form.values.options(LEFT_OUT) - set(BodyArea)) | unlisted


def _nickname(form: _Form) -> Any:
    """An unchanged nickname stays, even if the rules for new ones changed."""
    if not form.values.has(NICKNAME):
        return form.before.nickname
    typed = form.values.text(NICKNAME)
    if typed == (form.before.nickname or ""):
        return form.before.nickname
    nickname = nickname_in(typed) if typed else None
    if typed and nickname is None:
        fault = form.words(
            "Write letters, digits and spaces, {n} at most; no colons, and no dots within a word.",
            n=LONGEST_NICKNAME,
        )
        return form.wrong(NICKNAME, fault)
    return nickname


_OWN: Mapping[str, Callable[[_Form], Any]] = {
    "week": _week,
    "holidays": _holidays,
    "rhythm": _rhythm,
    "fixed_times": _fixed_times,
    "areas_left_out": _areas_left_out,
    "left_out": _left_out,
    "nickname": _nickname,
}
