"""The modal with a team's settings, and the reading of its form."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time

from bot.cards.parts.action_ids import TEAM_SAVED
from bot.cards.parts.blocks import (
    Block,
    Choice,
    View,
    context,
    field,
    menu,
    modal,
    number_input,
    timepicker,
)
from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.cards.schedule.hours_in_words import weekday_name
from bot.domain.calendar.work_week import WEEKDAYS
from bot.domain.teams.teams import FRIDAY_AT_THREE, GOAL_BOUNDS, Appointment, Team
from bot.library.words import Words

GOAL = "weekly_goal"
DIGEST_DAY, DIGEST_AT = "digest_day", "digest_at"
TOGETHER, TOGETHER_AT = "together", "together_at"
NONE, WORKDAYS = "none", "workdays"
USUAL_TOGETHER = time(10, 30)

Faults = Mapping[str, str]
"""Messages by the block id of the wrong field."""


@dataclass(frozen=True, kw_only=True)
class TeamForm:
    """The submitted modal; None for a field that was left empty or says "none"."""

    goal: int | None
    digest_day: int | None
    digest_at: time | None
    together: bool
    together_at: time | None


def read_form(values: FormValues) -> TeamForm:
    """The submitted modal. Raises UnreadableForm."""
    day = values.option(DIGEST_DAY) or NONE
    try:
        return TeamForm(
            goal=values.number(GOAL),
            digest_day=None if day == NONE else WEEKDAYS[int(day)],
            digest_at=values.time(DIGEST_AT),
            together=(values.option(TOGETHER) or NONE) != NONE,
            together_at=values.time(TOGETHER_AT),
        )
    except (ValueError, IndexError) as error:
        raise UnreadableForm(f"a team's form: {error}") from error


def team_settings(words: Words, team: Team, answer_to: str) -> View:
    """Slack returns `answer_to` and the channel with the form."""
    low, high = GOAL_BOUNDS
    return modal(
        TEAM_SAVED,
        words("Team settings"),
        [
            field(
                GOAL,
                words("Breaks that all of you together aim for in a week"),
                number_input(GOAL, low, high, team.weekly_goal),
                hint=words("Leave it empty for no goal."),
                optional=True,
            ),
            *_digest(words, team),
            *_together(words, team),
            context(words("Everybody in the team can change this.")),
        ],
        submit=words("Save"),
        close=words("Cancel"),
        metadata=f"{answer_to} {team.channel_id}",
    )


def _digest(words: Words, team: Team) -> list[Block]:
    days = [Choice(str(it), weekday_name(words, it)) for it in WEEKDAYS]
    chosen = NONE if team.digest is None else str(team.digest.weekday)
    at = (team.digest or FRIDAY_AT_THREE).at
    return [
        field(
            DIGEST_DAY,
            words("A summary of the week in the channel, on"),
            menu(DIGEST_DAY, words("Day"), [Choice(NONE, words("No summary")), *days], chosen),
            hint=words("One message, unless a week has no breaks."),
        ),
        field(
            DIGEST_AT,
            words("Time of the summary"),
            timepicker(DIGEST_AT, f"{at:%H:%M}"),
            hint=words("On the team's clock, {zone}.", zone=team.zone),
            optional=True,
        ),
    ]


def _together(words: Words, team: Team) -> list[Block]:
    choices = [
        Choice(NONE, words("No fixed time")),
        Choice(WORKDAYS, words("Every workday")),
    ]
    chosen = NONE if team.together is None else WORKDAYS
    return [
        field(
            TOGETHER,
            words("A break together in the channel"),
            menu(TOGETHER, words("When"), choices, chosen),
            hint=words("Monday to Friday, for everybody who likes to join in."),
        ),
        field(
            TOGETHER_AT,
            words("Time of the break together"),
            timepicker(TOGETHER_AT, f"{team.together or USUAL_TOGETHER:%H:%M}"),
            optional=True,
        ),
    ]


def chosen(words: Words, form: TeamForm, team: Team) -> Team | Faults:
    """The team with the settings of the form, or what is wrong with the form."""
    wrong: dict[str, str] = {}
    low, high = GOAL_BOUNDS
    if form.goal is not None and not low <= form.goal <= high:
        wrong[GOAL] = words(
            "Write a number from {low} to {high}, or leave it empty.", low=low, high=high
        )
    if form.digest_day is not None and form.digest_at is None:
        wrong[DIGEST_AT] = words("Choose a time.")
    if form.together and form.together_at is None:
        wrong[TOGETHER_AT] = words("Choose a time.")
    if wrong:
        return wrong
    day, at = form.digest_day, form.digest_at
    return replace(
        team,
        weekly_goal=form.goal,
        digest=Appointment(day, at) if day is not None and at is not None else None,
        together=form.together_at if form.together else None,
    )
