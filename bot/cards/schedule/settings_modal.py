"""The settings modal, and what can be wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from bot.cards.parts.action_ids import SETTINGS_SAVED
from bot.cards.parts.blocks import (
    Block,
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
from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.cards.schedule.check_in_cards import wrong_times
from bot.cards.schedule.days_off_cards import place_fault
from bot.cards.schedule.exercise_filters import (
    ALSO,
    AREAS_LEFT_OUT,
    INTERMEDIATE,
    KNEELING,
    LEFT_OUT,
    ONLY,
    POSITIONS,
    SPARED,
    filter_fields,
    listed,
)
from bot.cards.schedule.hours_in_words import weekday_name
from bot.cards.schedule.work_hours_cards import unread_hours
from bot.domain.calendar.busy_signals import Signal
from bot.domain.calendar.work_week import MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.exercises.exercise import Exercise, Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import (
    CAP_BOUNDS,
    GOAL_BOUNDS,
    INTERVAL_BOUNDS,
    Member,
    Pictures,
    Preferences,
    Rhythm,
)
from bot.domain.phrases.fixed_times import WrongTimes, read_times, written
from bot.domain.phrases.nicknames import LONGEST_NICKNAME, nickname_in
from bot.domain.phrases.work_hours import LONGEST_HOURS, Unread, read_hours, said_hours
from bot.library.almanac import NoPlace, find_place
from bot.library.words import Words

DAYS, START, END, HOURS_SAID = "days", "start", "end", "hours_said"
HOLIDAYS = "holidays"
INTERVAL_MIN, INTERVAL_MAX = "interval_min", "interval_max"
EYES, WALK = "eyes_minutes", "walk_minutes"
TIMES = "fixed_times"
PICTURES, DAILY_CAP, LISTED = "pictures", "daily_cap", "listed"
DAILY_GOAL, NICKNAME = "daily_goal", "nickname"
HEEDED = "heeded"


LONGEST_TIMES = 300
"""Characters of the fixed times."""
LONGEST_PLACE = 80
"""Characters of a country or region."""

Faults = Mapping[str, str]
"""The block id of each wrong field, and what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """The modal as it was submitted; None where a field was left empty."""

    days: frozenset[int]
    start: time | None
    end: time | None
    hours_said: str = ""
    """Hours in words; they win over the days and times above."""
    holidays: str = ""
    """A country or region as it was typed; empty for no public holidays."""
    interval_min: int | None
    interval_max: int | None
    eyes_minutes: int | None
    walk_minutes: int | None
    times: str
    positions: frozenset[Position]
    kneeling: bool
    intermediate: bool
    only: frozenset[Only]
    spared: frozenset[Load]
    areas_left_out: frozenset[str]
    left_out: frozenset[str]
    pictures: Pictures
    daily_cap: int | None
    daily_goal: int | None
    listed: bool
    nickname: str
    heeded: frozenset[Signal]


def read_form(values: FormValues) -> Form:
    """The submitted modal. Raises UnreadableForm."""
    try:
        return Form(
            days=frozenset(map(int, values.options(DAYS))),
            start=values.time(START),
            end=values.time(END),
            hours_said=values.text(HOURS_SAID),
            holidays=values.text(HOLIDAYS),
            interval_min=values.number(INTERVAL_MIN),
            interval_max=values.number(INTERVAL_MAX),
            eyes_minutes=values.number(EYES),
            walk_minutes=values.number(WALK),
            times=values.text(TIMES),
            positions=frozenset(map(Position, values.options(POSITIONS))),
            kneeling=KNEELING in values.options(ALSO),
            intermediate=INTERMEDIATE in values.options(ALSO),
            only=frozenset(map(Only, values.options(ONLY))),
            spared=frozenset(map(Load, values.options(SPARED))),
            areas_left_out=values.options(AREAS_LEFT_OUT),
            left_out=values.options(LEFT_OUT),
            pictures=Pictures(values.option(PICTURES) or Pictures.MOVING),
            daily_cap=values.number(DAILY_CAP),
            daily_goal=values.number(DAILY_GOAL),
            listed=LISTED in values.options(LISTED),
            nickname=values.text(NICKNAME),
            heeded=frozenset(map(Signal, values.options(HEEDED))),
        )
    except ValueError as error:
        raise UnreadableForm(f"a settings form: {error}") from error


def settings(words: Words, member: Member, exercises: Sequence[Exercise], answer_to: str) -> View:
    """`exercises` is the whole library; `answer_to` comes back with the form: where to say so."""
    preferences = member.preferences
    return modal(
        SETTINGS_SAVED,
        words("Settings"),
        [
            *_hours(words, member),
            _holidays(words, member),
            *_rhythm(words, preferences),
            _holds(words, preferences),
            *filter_fields(words, preferences, exercises),
            *_rest(words, preferences),
            context(words("Only you see these settings.")),
        ],
        submit=words("Save"),
        close=words("Cancel"),
        metadata=answer_to,
    )


def _hours(words: Words, member: Member) -> list[Block]:
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
                "9-13. What stands here wins over the days and times above."
            ),
            optional=True,
        ),
    ]


def _holidays(words: Words, member: Member) -> Block:
    return field(
        HOLIDAYS,
        words("Public holidays of"),
        text_input(HOLIDAYS, member.place or "", longest=LONGEST_PLACE),
        hint=words("A country, or a region of one, such as DE-BY. Leave it empty for none."),
        optional=True,
    )


def _rhythm(words: Words, preferences: Preferences) -> list[Block]:
    low, high = INTERVAL_BOUNDS
    return [
        field(
            INTERVAL_MIN,
            words("At least this many minutes between nudges"),
            number_input(INTERVAL_MIN, low, high, preferences.rhythm.min_minutes),
        ),
        field(
            INTERVAL_MAX,
            words("At most this many minutes between nudges"),
            number_input(INTERVAL_MAX, low, high, preferences.rhythm.max_minutes),
            hint=words("From {low} to {high}. 30 to 40 is a practical habit.", low=low, high=high),
        ),
        field(
            EYES,
            words("A rest for the eyes every so many minutes"),
            number_input(EYES, low, high, preferences.eyes_minutes),
            hint=words("20 is common. Leave it empty for none of its own."),
            optional=True,
        ),
        field(
            WALK,
            words("A walk every so many minutes"),
            number_input(WALK, low, high, preferences.walk_minutes),
            hint=words("Perhaps 90; empty for none. What falls close together is one nudge."),
            optional=True,
        ),
        field(
            TIMES,
            words("Or at fixed times instead"),
            text_input(
                TIMES, ", ".join(map(written, preferences.fixed_times)), longest=LONGEST_TIMES
            ),
            hint=words("Such as 10:00, 12:30, 15:00. Empty: every so many minutes, as above."),
            optional=True,
        ),
    ]


def _holds(words: Words, preferences: Preferences) -> Block:
    names = {
        Signal.HUDDLE: words("I am in a huddle"),
        Signal.MEETING: words("my status says that I am in a meeting or busy"),
        Signal.DND: words("do not disturb is on"),
        Signal.VACATION: words("my status says that I am away: on vacation or sick"),
        Signal.AWAY: words("Slack shows that I am away (looked at now and then)"),
    }
    return field(
        HEEDED,
        words("Hold nudges back while"),
        checkboxes(
            HEEDED,
            [Choice(it.value, names[it]) for it in Signal],
            frozenset(it.value for it in preferences.heeded),
        ),
        hint=words(
            "One nudge waits, and comes a few minutes after; once you are back from being away, "
            "the interval starts over. Nothing piles up."
        ),
        optional=True,
    )


def _rest(words: Words, preferences: Preferences) -> list[Block]:
    return [
        field(
            PICTURES,
            words("Pictures"),
            radio_buttons(
                PICTURES,
                [
                    Choice(Pictures.MOVING.value, words("Moving")),
                    Choice(Pictures.STILL.value, words("Still")),
                    Choice(Pictures.NONE.value, words("None")),
                ],
                preferences.pictures.value,
            ),
        ),
        field(
            DAILY_CAP,
            words("At most this many nudges a day"),
            number_input(DAILY_CAP, *CAP_BOUNDS, preferences.daily_cap),
            hint=words(
                "From {low} to {high}; leave it empty for no limit.",
                low=CAP_BOUNDS[0],
                high=CAP_BOUNDS[1],
            ),
            optional=True,
        ),
        field(
            DAILY_GOAL,
            words("Breaks that keep a workday for your streak"),
            number_input(DAILY_GOAL, *GOAL_BOUNDS, preferences.daily_goal),
            hint=words(
                "From {low} to {high}. One is plenty; a day you kept stays kept.",
                low=GOAL_BOUNDS[0],
                high=GOAL_BOUNDS[1],
            ),
        ),
        field(
            LISTED,
            words("Leaderboard"),
            checkboxes(
                LISTED,
                [Choice(LISTED, words("Show my name and my number of breaks"))],
                frozenset({LISTED} if preferences.listed else ()),
            ),
            hint=words("Off unless you switch it on. What you do is never shown."),
            optional=True,
        ),
        field(
            NICKNAME,
            words("By another name"),
            text_input(NICKNAME, preferences.nickname or "", longest=LONGEST_NICKNAME),
            hint=words("For the leaderboard; leave it empty for your name in Slack."),
            optional=True,
        ),
    ]


def chosen(
    words: Words,
    form: Form,
    before: Preferences,
    exercises: Iterable[Exercise],
    place: str | None = None,
) -> Preferences | Faults:
    """The preferences a submitted form stands for, or what is wrong with it.

    `place` is whose holidays the form showed: unless that was changed, it stays a guess.
    What the form could not show stays as it was.
    """
    wrong = _faults_by_field(words, form)
    low, high, goal = form.interval_min, form.interval_max, form.daily_goal
    if wrong or low is None or high is None or goal is None:
        return wrong
    if high < low:
        return {INTERVAL_MAX: words("Write {least} or more, the number above.", least=low)}
    rhythm = Rhythm(low, high)
    week = _chosen_week(words, form, before.week)
    if not isinstance(week, WorkWeek):
        return week
    if not rhythm.fits_into(week):
        where = HOURS_SAID if form.hours_said else END
        return {where: words("These hours are shorter than the time between two nudges.")}
    holidays = _chosen_holidays(words, form, before, place)
    if isinstance(holidays, NoPlace):
        return {HOLIDAYS: place_fault(words, form.holidays, holidays)}
    times = read_times(form.times, week)
    if isinstance(times, WrongTimes):
        return {TIMES: wrong_times(words, times)}
    nickname = _chosen_nickname(form, before)
    if form.nickname and nickname is None:
        fault = words(
            "Write letters, digits and spaces, {n} at most; no colons, and no dots within a word.",
            n=LONGEST_NICKNAME,
        )
        return {NICKNAME: fault}
    return replace(
        before,
        week=week,
        holidays=holidays,
        rhythm=rhythm,
        eyes_minutes=form.eyes_minutes,
        walk_minutes=form.walk_minutes,
        fixed_times=times,
        positions=form.positions,
        kneeling=form.kneeling,
        intermediate=form.intermediate,
        only=form.only,
        spared=form.spared,
        areas_left_out=form.areas_left_out,
        left_out=form.left_out | (before.left_out - listed(before, exercises)),
        pictures=form.pictures,
        daily_cap=form.daily_cap,
        daily_goal=goal,
        listed=form.listed,
        nickname=nickname,
        unheeded=frozenset(Signal) - form.heeded,
    )


def _chosen_holidays(
    words: Words, form: Form, before: Preferences, place: str | None
) -> str | NoPlace | None:
    """Whose holidays are off: what was shown and not changed stays a guess."""
    if form.holidays == (place or ""):
        return before.holidays
    return find_place(form.holidays, words.locale) if form.holidays else ""


def _chosen_nickname(form: Form, before: Preferences) -> str | None:
    """One that was not changed stays, whatever the rules for new ones are."""
    if form.nickname == (before.nickname or ""):
        return before.nickname
    return nickname_in(form.nickname) if form.nickname else None


def _chosen_week(words: Words, form: Form, before: WorkWeek) -> WorkWeek | Faults:
    """The week of the field in words if it is filled, else of the days and times."""
    if form.hours_said:
        said = read_hours(form.hours_said, before)
        if isinstance(said, Unread):
            return {HOURS_SAID: unread_hours(words, said)}
        return said if any(said.days) else {HOURS_SAID: words("Name at least one day with hours.")}
    if form.start is None or form.end is None:
        return {}
    if form.start == form.end:
        return {END: words("Work cannot end at the time it starts.")}
    return WorkWeek.regular(form.days, Shift.between(form.start, form.end))


def _different(week: WorkWeek) -> str:
    """A week in words, if days and times of one shift cannot say it."""
    shifts = {it for it in week.days if it}
    is_regular = len(shifts) <= 1 and all(len(it) == 1 for it in shifts)
    whole = any(it.end - it.start == MINUTES_A_DAY for each in shifts for it in each)
    return "" if is_regular and not whole else said_hours(week)


def _faults_by_field(words: Words, form: Form) -> Faults:
    wrong: dict[str, str] = {}
    low, high = INTERVAL_BOUNDS
    if not form.days and not form.hours_said:
        wrong[DAYS] = words("Choose at least one day.")
    for block, at in ((START, form.start), (END, form.end)):
        if at is None and not form.hours_said:
            wrong[block] = words("Choose a time.")
    for block, minutes in ((INTERVAL_MIN, form.interval_min), (INTERVAL_MAX, form.interval_max)):
        if minutes is None or not low <= minutes <= high:
            wrong[block] = words("Write a number from {low} to {high}.", low=low, high=high)
    for block, minutes in ((EYES, form.eyes_minutes), (WALK, form.walk_minutes)):
        if minutes is not None and not low <= minutes <= high:
            wrong[block] = words(
                "Write a number from {low} to {high}, or leave it empty.", low=low, high=high
            )
    if not form.positions:
        wrong[POSITIONS] = words("Choose at least one.")
    if form.daily_cap is not None and not CAP_BOUNDS[0] <= form.daily_cap <= CAP_BOUNDS[1]:
        wrong[DAILY_CAP] = words(
            "Write a number from {low} to {high}, or leave it empty.",
            low=CAP_BOUNDS[0],
            high=CAP_BOUNDS[1],
        )
    low, high = GOAL_BOUNDS
    if form.daily_goal is None or not low <= form.daily_goal <= high:
        wrong[DAILY_GOAL] = words("Write a number from {low} to {high}.", low=low, high=high)
    return wrong


def _usual_shift(week: WorkWeek) -> Shift:
    """The first shift of the week stands for all of them."""
    return next((shifts[0] for shifts in week.days if shifts), Shift(9 * 60, 17 * 60))
