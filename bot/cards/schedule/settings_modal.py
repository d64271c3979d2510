"""The settings: a first form with what most people want to set, and one for each of the rest.

Most fields are drawn from the declarations of settings, some by hand.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from bot.cards.parts.action_ids import JOINED, SECTION, SETTINGS_SAVED
from bot.cards.parts.blocks import (
    Block,
    Card,
    Choice,
    View,
    actions,
    button,
    checkboxes,
    context,
    field,
    modal,
    number_input,
    radio_buttons,
    text_input,
    timepicker,
)
from bot.cards.parts.safety import disclaimer
from bot.cards.schedule.exercise_filters import left_out, nothing_left
from bot.cards.schedule.hours_in_words import SAMPLE_TIMES, interval, times, weekday_name
from bot.cards.schedule.next_nudge import with_next_nudge
from bot.domain.calendar.work_week import MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Member
from bot.domain.phrases.nicknames import LONGEST_NICKNAME
from bot.domain.phrases.work_hours.parsing import LONGEST_HOURS
from bot.domain.phrases.work_hours.writing import format_hours
from bot.domain.schedule.how_often import HowOften, how_often
from bot.domain.settings.kinds import Number, OneOf, Section, Setting, SomeOf, Switch
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, settings
from bot.library.words import Words

DAYS, START, END, HOURS_SAID = "days", "start", "end", "hours_said"
HOLIDAYS = "holidays"
HOW_OFTEN, INTERVAL_MIN, INTERVAL_MAX = "how_often", "interval_min", "interval_max"
TIMES, NICKNAME = "fixed_times", "nickname"
AS_IT_IS = "as_it_is"
"""The choice that changes nothing: what is set now, whatever it is called."""

LONGEST_TIMES = 300
"""Characters of the field for fixed times."""
LONGEST_PLACE = 80
"""Characters of the field for a country or region."""

SECTIONS: Mapping[Section, tuple[str, str]] = {
    Section.HOURS: ("Hours and days off", "Hours"),
    Section.RHYTHM: ("Exact times", "Exact times"),
    Section.EXERCISES: ("Exercises", "Exercises"),
    Section.BREAKS: ("Pictures, streak, leaderboard", "Breaks"),
}
"""The buttons of the first form, and the titles of the forms that they open."""


@dataclass(frozen=True)
class _Form:
    words: Words
    member: Member
    section: Section
    exercises: Sequence[Exercise] = ()
    """The whole library."""


Draw = Callable[[_Form], list[Block]]


def settings_modal(words: Words, member: Member, answer_to: str) -> View:
    """The first form. Slack returns `answer_to` with it, and what the form showed of the week."""
    sections = (
        button(words(title), f"{SECTION}.{section}", section.value)
        for section, (title, _) in SECTIONS.items()
    )
    blocks = [*_first_fields(words, member), actions(*sections)]
    return modal(
        SETTINGS_SAVED,
        words("Settings"),
        blocks,
        submit=words("Save"),
        close=words("Cancel"),
        metadata=_first_metadata(member, answer_to),
    )


def join_modal(words: Words, member: Member, answer_to: str) -> View:
    """The same fields for somebody who joins, with what was guessed from their time zone."""
    return modal(
        JOINED,
        words("Join"),
        [*_first_fields(words, member), context(disclaimer(words))],
        submit=words("Count me in"),
        close=words("Not now"),
        metadata=_first_metadata(member, answer_to),
    )


def _first_fields(words: Words, member: Member) -> list[Block]:
    return _blocks(_Form(words, member, Section.FIRST))


def _first_metadata(member: Member, answer_to: str) -> str:
    return f"{answer_to} {shown_week(member.preferences.week)}"


def section_modal(
    words: Words,
    member: Member,
    section: Section,
    exercises: Sequence[Exercise],
    answer_to: str,
) -> View:
    """`exercises` is the whole library."""
    return modal(
        SETTINGS_SAVED,
        words(SECTIONS[section][1]),
        _blocks(_Form(words, member, section, exercises)),
        submit=words("Save"),
        close=words("Back"),
        metadata=answer_to,
    )


def shown_week(week: WorkWeek) -> str:
    """What the first form shows of a week: unless that changes, the week stays as it is."""
    shift = usual_shift(week)
    days = (str(day) for day in WEEKDAYS if week.days[day])
    return shown(days, shift.start_time, shift.end_time)


def shown(days: Iterable[str], start: time, end: time) -> str:
    """The fields for a week, as a modal carries them."""
    return f"{''.join(sorted(days))}/{start:%H:%M}/{end:%H:%M}"


def _blocks(form: _Form) -> list[Block]:
    blocks: list[Block] = []
    for name, setting in settings().items():
        if form.section in setting.sections:
            draw = _OWN.get(name)
            blocks += draw(form) if draw else _fields(form, name, setting)
    return blocks


def switches_of(block: str) -> list[str]:
    """The names of the switches that share a field."""
    kinds = {name: setting.kind for name, setting in settings().items()}
    return [it for it, kind in kinds.items() if isinstance(kind, Switch) and kind.block == block]


def names_of(words: Words, setting: str) -> Mapping[str, str]:
    """The label of each value of a setting, in lower case for use within a sentence."""
    kind = settings()[setting].kind
    assert isinstance(kind, OneOf | SomeOf), setting
    labels = {value: words(name) for value, name in kind.names.items()}
    return {value: label[:1].lower() + label[1:] for value, label in labels.items()}


def _fields(form: _Form, name: str, setting: Setting) -> list[Block]:
    """The field of a setting; empty for a switch that shares the field of an earlier one."""
    words, preferences = form.words, form.member.preferences
    kind, value = setting.kind, getattr(preferences, name)
    bounds = {"low": kind.low, "high": kind.high} if isinstance(kind, Number) else {}
    hint = words(setting.hint, **bounds) if setting.hint else None
    label, block, optional = words(setting.label), name, True
    match kind:
        case Number():
            element = number_input(name, kind.low, kind.high, value)
            optional = kind.optional
        case OneOf(names):
            choices = [Choice(it.value, words(text)) for it, text in names.items()]
            element, optional = radio_buttons(name, choices, value.value), False
        case SomeOf(names):
            choices = [Choice(it.value, words(text)) for it, text in names.items()]
            chosen = set(names) - value if kind.inverted else value
            element = checkboxes(name, choices, frozenset(it.value for it in chosen))
            optional = kind.optional
        case Switch():
            block = kind.block or name
            together = switches_of(kind.block) if kind.block else [name]
            if together[0] != name:
                return []
            element = _switches(words, block, together, preferences)
        case _:
            raise AssertionError(f"{name} draws its own field")
    return [field(block, label, element, hint=hint, optional=optional)]


def _switches(words: Words, block: str, names: Sequence[str], preferences: Preferences) -> Block:
    kinds = {name: settings()[name].kind for name in names}
    texts = {name: kind.text for name, kind in kinds.items() if isinstance(kind, Switch)}
    choices = [Choice(name, words(text)) for name, text in texts.items()]
    return checkboxes(block, choices, frozenset(it for it in names if getattr(preferences, it)))


def _hours(form: _Form) -> list[Block]:
    return _usual_hours(form) if form.section is Section.FIRST else _other_hours(form)


def _usual_hours(form: _Form) -> list[Block]:
    words, week = form.words, form.member.preferences.week
    shift, different = usual_shift(week), different_hours(week)
    days = [Choice(str(day), weekday_name(words, day)) for day in WEEKDAYS]
    worked = frozenset(str(day) for day in WEEKDAYS if week.days[day])
    hint = (
        words("Now: {hours}. A change here replaces that.", hours=different)
        if different
        else words("In your Slack time zone, {zone}.", zone=form.member.zone)
    )
    return [
        field(DAYS, words("When do you work?"), checkboxes(DAYS, days, worked)),
        field(START, words("From"), timepicker(START, f"{shift.start_time:%H:%M}")),
        field(END, words("To"), timepicker(END, f"{shift.end_time:%H:%M}"), hint=hint),
    ]


def _other_hours(form: _Form) -> list[Block]:
    words, week = form.words, form.member.preferences.week
    return [
        field(
            HOURS_SAID,
            words("Different hours on some days"),
            text_input(HOURS_SAID, different_hours(week), longest=LONGEST_HOURS),
            hint=words("Such as: mon-thu 9-12 13-17, fri 9-13."),
            optional=True,
        )
    ]


def _holidays(form: _Form) -> list[Block]:
    words = form.words
    return [
        field(
            HOLIDAYS,
            words("Public holidays of"),
            text_input(HOLIDAYS, form.member.holiday_place or "", longest=LONGEST_PLACE),
            hint=words("A country, or a region of one, such as DE-BY. Leave it empty for none."),
            optional=True,
        )
    ]


def _rhythm(form: _Form) -> list[Block]:
    return _how_often(form) if form.section is Section.FIRST else _interval(form)


def _how_often(form: _Form) -> list[Block]:
    words, preferences = form.words, form.member.preferences
    now = how_often(preferences)
    named = {
        HowOften.HALF_HOURLY: words("Every 30 to 40 minutes, as I'd suggest"),
        HowOften.HOURLY: words("About every hour"),
        HowOften.THRICE: words("Three times a day"),
        HowOften.FIXED: words("At fixed times"),
    }
    if now is HowOften.FIXED:
        at = times(words, preferences.fixed_times)
        named[HowOften.FIXED] = words("At fixed times: {times}", times=at)
    choices = [Choice(AS_IT_IS if it is now else it.value, name) for it, name in named.items()]
    if now is None:
        minutes = interval(words, preferences.rhythm)
        choices.insert(0, Choice(AS_IT_IS, words("As now, every {minutes}", minutes=minutes)))
    return [
        field(HOW_OFTEN, words("How often?"), radio_buttons(HOW_OFTEN, choices, AS_IT_IS)),
    ]


def _interval(form: _Form) -> list[Block]:
    words, (low, high) = form.words, INTERVAL_BOUNDS
    rhythm = form.member.preferences.rhythm
    return [
        field(
            INTERVAL_MIN,
            words("Minutes between nudges, at least"),
            number_input(INTERVAL_MIN, low, high, rhythm.min_minutes),
        ),
        field(
            INTERVAL_MAX,
            words("And at most"),
            number_input(INTERVAL_MAX, low, high, rhythm.max_minutes),
        ),
    ]


def _fixed_times(form: _Form) -> list[Block]:
    words = form.words
    set_now = times(words, form.member.preferences.fixed_times)
    sample = times(words, SAMPLE_TIMES)
    return [
        field(
            TIMES,
            words("Or at fixed times instead"),
            text_input(TIMES, set_now, longest=LONGEST_TIMES),
            hint=words("Such as {times}. Leave it empty for none.", times=sample),
            optional=True,
        )
    ]


def _left_out(form: _Form) -> list[Block]:
    return left_out(form.words, form.member, form.exercises)


def _nickname(form: _Form) -> list[Block]:
    words = form.words
    return [
        field(
            NICKNAME,
            words("Nickname"),
            text_input(NICKNAME, form.member.preferences.nickname or "", longest=LONGEST_NICKNAME),
            hint=words("For the leaderboard. Leave it empty for your name in Slack."),
            optional=True,
        )
    ]


def different_hours(week: WorkWeek) -> str:
    """The week as text, if the fields for days and times cannot express it; else ""."""
    shifts = {it for it in week.days if it}
    is_regular = len(shifts) <= 1 and all(len(it) == 1 for it in shifts)
    whole = any(it.end - it.start == MINUTES_A_DAY for each in shifts for it in each)
    return "" if is_regular and not whole else format_hours(week)


def usual_shift(week: WorkWeek) -> Shift:
    """The first shift of the week, for the fields that have room for one."""
    return next((shifts[0] for shifts in week.days if shifts), Shift(9 * 60, 17 * 60))


_OWN: Mapping[str, Draw] = {
    "week": _hours,
    "holidays": _holidays,
    "rhythm": _rhythm,
    "fixed_times": _fixed_times,
    "left_out": _left_out,
    "nickname": _nickname,
}


def settings_saved(words: Words, member: Member, *, remains: bool) -> Card:
    """`remains`: some exercise still suits the settings."""
    said = words("Saved.") if remains else f"{words('Saved.')} {nothing_left(words)}"
    return with_next_nudge(words, member, said)
