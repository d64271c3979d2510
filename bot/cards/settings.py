"""The settings modal, and what can be wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time

from bot.cards.blocks import (
    Choice,
    View,
    checkboxes,
    context,
    field,
    modal,
    number_input,
    radio_buttons,
    timepicker,
)
from bot.cards.buttons import SETTINGS_SAVED
from bot.cards.hours import weekday_name
from bot.domain.exercises import Position
from bot.domain.hours import WEEKDAYS, Shift, WorkWeek
from bot.domain.members import (
    CAP_BOUNDS,
    INTERVAL_BOUNDS,
    Member,
    Pictures,
    Preferences,
    Rhythm,
)
from bot.library.words import Words

DAYS, START, END = "days", "start", "end"
INTERVAL_MIN, INTERVAL_MAX = "interval_min", "interval_max"
POSITIONS, PICTURES, DAILY_CAP, LISTED = "positions", "pictures", "daily_cap", "listed"


Faults = Mapping[str, str]
"""The block id of each wrong field, and what to do about it."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """The modal as it was submitted; None where a field was left empty."""

    days: frozenset[int]
    start: time | None
    end: time | None
    interval_min: int | None
    interval_max: int | None
    positions: frozenset[Position]
    pictures: Pictures
    daily_cap: int | None
    listed: bool


def settings(words: Words, member: Member, answer_to: str) -> View:
    """`answer_to` comes back with the form: where to say that it was saved."""
    preferences = member.preferences
    shift = _usual_shift(preferences.week)
    low, high = INTERVAL_BOUNDS
    blocks = [
        field(
            DAYS,
            words("Working days"),
            checkboxes(
                DAYS,
                [Choice(str(day), weekday_name(words, day)) for day in WEEKDAYS],
                frozenset(str(day) for day in WEEKDAYS if preferences.week.days[day]),
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
            POSITIONS,
            words("Exercises may be"),
            checkboxes(
                POSITIONS,
                [
                    Choice(Position.SEATED.value, words("Seated")),
                    Choice(Position.STANDING.value, words("Standing")),
                    Choice(Position.FLOOR.value, words("Kneeling or lying on the floor")),
                ],
                frozenset(it.value for it in preferences.positions),
            ),
            hint=words("The floor only if you can get down and up again without help."),
        ),
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
        context(words("Only you see these settings.")),
    ]
    return modal(
        SETTINGS_SAVED,
        words("Settings"),
        blocks,
        submit=words("Save"),
        close=words("Cancel"),
        metadata=answer_to,
    )


def chosen(words: Words, form: Form, before: Preferences) -> Preferences | Faults:
    """The preferences a submitted form stands for, or what is wrong with it."""
    wrong = _faults_by_field(words, form)
    start, end, low, high = form.start, form.end, form.interval_min, form.interval_max
    if wrong or start is None or end is None or low is None or high is None:
        return wrong
    if start == end:
        return {END: words("Work cannot end at the time it starts.")}
    if high < low:
        return {INTERVAL_MAX: words("Write {least} or more, the number above.", least=low)}
    shift = Shift.between(start, end)
    if shift.end - shift.start <= low:
        return {END: words("These hours are shorter than the time between two nudges.")}
    return replace(
        before,
        week=WorkWeek.regular(form.days, shift),
        rhythm=Rhythm(low, high),
        positions=form.positions,
        pictures=form.pictures,
        daily_cap=form.daily_cap,
        listed=form.listed,
    )


def _faults_by_field(words: Words, form: Form) -> Faults:
    wrong: dict[str, str] = {}
    low, high = INTERVAL_BOUNDS
    if not form.days:
        wrong[DAYS] = words("Choose at least one day.")
    for block, at in ((START, form.start), (END, form.end)):
        if at is None:
            wrong[block] = words("Choose a time.")
    for block, minutes in ((INTERVAL_MIN, form.interval_min), (INTERVAL_MAX, form.interval_max)):
        if minutes is None or not low <= minutes <= high:
            wrong[block] = words("Write a number from {low} to {high}.", low=low, high=high)
    if not form.positions:
        wrong[POSITIONS] = words("Choose at least one.")
    if form.daily_cap is not None and not CAP_BOUNDS[0] <= form.daily_cap <= CAP_BOUNDS[1]:
        wrong[DAILY_CAP] = words(
            "Write a number from {low} to {high}, or leave it empty.",
            low=CAP_BOUNDS[0],
            high=CAP_BOUNDS[1],
        )
    return wrong


def _usual_shift(week: WorkWeek) -> Shift:
    """The first shift of the week stands for all of them."""
    return next((shifts[0] for shifts in week.days if shifts), Shift(9 * 60, 17 * 60))
