"""The settings modal. Most fields are drawn from the declarations of settings, some by hand."""

from collections.abc import Callable, Mapping, Sequence

from bot.cards.parts.action_ids import SETTINGS_SAVED
from bot.cards.parts.blocks import (
    Block,
    Card,
    Choice,
    View,
    checkboxes,
    context,
    field,
    modal,
    number_input,
    radio_buttons,
    text_input,
    timepicker,
)
from bot.cards.schedule.exercise_filters import areas_left_out, left_out, nothing_left
from bot.cards.schedule.hours_in_words import weekday_name
from bot.cards.schedule.next_nudge import with_next_nudge
from bot.domain.calendar.work_week import MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Member
from bot.domain.phrases.fixed_times import format_minutes
from bot.domain.phrases.nicknames import LONGEST_NICKNAME
from bot.domain.phrases.work_hours.parsing import LONGEST_HOURS
from bot.domain.phrases.work_hours.writing import format_hours
from bot.domain.settings.kinds import Number, OneOf, Setting, SomeOf, Switch
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, settings
from bot.library.words import Words

DAYS, START, END, HOURS_SAID = "days", "start", "end", "hours_said"
HOLIDAYS = "holidays"
INTERVAL_MIN, INTERVAL_MAX = "interval_min", "interval_max"
TIMES, NICKNAME = "fixed_times", "nickname"

LONGEST_TIMES = 300
"""Characters of the field for fixed times."""
LONGEST_PLACE = 80
"""Characters of the field for a country or region."""

Draw = Callable[[Words, Member, Sequence[Exercise]], list[Block]]


def settings_modal(
    words: Words, member: Member, exercises: Sequence[Exercise], answer_to: str
) -> View:
    """`exercises` is the whole library; Slack returns `answer_to` with the form."""
    blocks: list[Block] = []
    for name, setting in settings().items():
        draw = _OWN.get(name)
        if not setting.in_form:
            continue
        if draw is not None:
            blocks += draw(words, member, exercises)
        else:
            blocks += _fields(words, name, setting, member.preferences)
    return modal(
        SETTINGS_SAVED,
        words("Settings"),
        [*blocks, context(words("Only you see these settings."))],
        submit=words("Save"),
        close=words("Cancel"),
        metadata=answer_to,
    )


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


def _fields(words: Words, name: str, setting: Setting, preferences: Preferences) -> list[Block]:
    """The field of a setting; empty for a switch that shares the field of an earlier one."""
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


def _hours(words: Words, member: Member, _: Sequence[Exercise]) -> list[Block]:
    week = member.preferences.week
    shift = _usual_shift(week)
    return [
        field(
            DAYS,
            words("Working days"),
            checkboxes(
                DAYS,
                [Choice(str(day), weekday_name(words, day)) for day in WEEKDAYS],
                frozenset(str(day) for day in WEEKDAYS if week.days[day]),
            ),
        ),
        field(
            START,
            words("Work starts at"),
            timepicker(START, f"{shift.start_time:%H:%M}"),
            hint=words("In your Slack time zone, {zone}.", zone=member.zone),
        ),
        field(
            END,
            words("Work ends at"),
            timepicker(END, f"{shift.end_time:%H:%M}"),
            hint=words("A night shift ends on the next morning."),
        ),
        field(
            HOURS_SAID,
            words("Different hours"),
            text_input(HOURS_SAID, _different(week), longest=LONGEST_HOURS),
            hint=words(
                "For a lunch break or a day with other hours, such as: mon-thu 9-12 13-17, fri "
                "9-13. This replaces the days and times above."
            ),
            optional=True,
        ),
    ]


def _holidays(words: Words, member: Member, _: Sequence[Exercise]) -> list[Block]:
    return [
        field(
            HOLIDAYS,
            words("Public holidays of"),
            text_input(HOLIDAYS, member.holiday_place or "", longest=LONGEST_PLACE),
            hint=words("A country, or a region of one, such as DE-BY. Leave it empty for none."),
            optional=True,
        )
    ]


def _rhythm(words: Words, member: Member, _: Sequence[Exercise]) -> list[Block]:
    low, high = INTERVAL_BOUNDS
    rhythm = member.preferences.rhythm
    return [
        field(
            INTERVAL_MIN,
            words("At least this many minutes between nudges"),
            number_input(INTERVAL_MIN, low, high, rhythm.min_minutes),
        ),
        field(
            INTERVAL_MAX,
            words("At most this many minutes between nudges"),
            number_input(INTERVAL_MAX, low, high, rhythm.max_minutes),
            hint=words("From {low} to {high}. 30 to 40 is a practical habit.", low=low, high=high),
        ),
    ]


def _fixed_times(words: Words, member: Member, _: Sequence[Exercise]) -> list[Block]:
    times = ", ".join(map(format_minutes, member.preferences.fixed_times))
    return [
        field(
            TIMES,
            words("Or at fixed times instead"),
            text_input(TIMES, times, longest=LONGEST_TIMES),
            hint=words("Such as 10:00, 12:30, 15:00. Empty: every so many minutes, as above."),
            optional=True,
        )
    ]


def _nickname(words: Words, member: Member, _: Sequence[Exercise]) -> list[Block]:
    return [
        field(
            NICKNAME,
            words("Nickname"),
            text_input(NICKNAME, member.preferences.nickname or "", longest=LONGEST_NICKNAME),
            hint=words("For the leaderboard; leave it empty for your name in Slack."),
            optional=True,
        )
    ]


def _different(week: WorkWeek) -> str:
    """The week as text, if the fields for days and times cannot express it; else ""."""
    shifts = {it for it in week.days if it}
    is_regular = len(shifts) <= 1 and all(len(it) == 1 for it in shifts)
    whole = any(it.end - it.start == MINUTES_A_DAY for each in shifts for it in each)
    return "" if is_regular and not whole else format_hours(week)


def _usual_shift(week: WorkWeek) -> Shift:
    """The first shift of the week, for the fields that have room for one."""
    return next((shifts[0] for shifts in week.days if shifts), Shift(9 * 60, 17 * 60))


_OWN: Mapping[str, Draw] = {
    "week": _hours,
    "holidays": _holidays,
    "rhythm": _rhythm,
    "fixed_times": _fixed_times,
    "areas_left_out": areas_left_out,
    "left_out": left_out,
    "nickname": _nickname,
}


def settings_saved(words: Words, member: Member, *, remains: bool) -> Card:
    """`remains`: some exercise still suits the settings."""
    said = words("Saved.") if remains else f"{words('Saved.')} {nothing_left(words)}"
    return with_next_nudge(words, member, said)
