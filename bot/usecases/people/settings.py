"""The settings modal, and the daily goal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts import failures
from bot.cards.parts.action_ids import OPEN_SETTINGS, SECTION, SETTINGS_SAVED
from bot.cards.parts.blocks import Card, View
from bot.cards.progress import goal_cards
from bot.cards.schedule.settings_modal import (
    SECTIONS,
    section_modal,
    settings_modal,
    settings_saved,
)
from bot.domain.members import Member, Who
from bot.domain.phrases.daily_goal import goal_in
from bot.domain.schedule.due_times import rescheduled
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Preferences
from bot.store.people import members
from bot.store.progress import history, workdays
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member, known_member
from bot.usecases.people.settings_form import read_settings
from bot.usecases.registry import button, command, form
from bot.usecases.requests import Answer, Faults, Request, Save, Show, Submission


class PersonalSettings:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._exercises = tuple(deps.library.exercises.values())

    @command(
        "settings", "config", "preferences",
        help="`/stretch settings`: days, hours, how often, which exercises",
        hints={"settings": "days, hours, how often, which exercises"},
    )  # fmt: skip
    @button(OPEN_SETTINGS)
    async def open(self, request: Request) -> View | Answer:
        known = await known_member(self._deps, request.who)
        words = self._deps.words(known)
        if known is None:
            return Answer(failures.slack_silent(words), Show.BELOW)
        return settings_modal(words, known, request.answer_to)

    @button(SECTION, numbered=True)
    async def section(self, request: Request) -> View | Answer:
        """Opens one of the forms behind the first."""
        known = await known_member(self._deps, request.who)
        words = self._deps.words(known)
        if known is None or request.text not in set(SECTIONS):
            return Answer(failures.slack_silent(words), Show.BELOW)
        section = Section(request.text)
        return section_modal(words, known, section, self._exercises, request.answer_to)

    @form(SETTINGS_SAVED)
    async def submitted(self, submission: Submission) -> Faults | Save:
        member = await find_member(self._deps, submission.who)
        before = member.preferences if member is not None else Preferences()
        place = member.holiday_place if member is not None else None
        words = self._deps.words(member)
        chosen = read_settings(
            words, submission.values, before, self._exercises, place, submission.about
        )
        if isinstance(chosen, Mapping):
            return chosen
        return partial(self._save, submission.who, chosen)

    async def _save(self, who: Who, preferences: Preferences) -> Answer | None:
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            before = await members.lock(connection, who)
            if before is None:
                return None
            changed = replace(before, preferences=preferences, unanswered=0)
            member = rescheduled(changed, at, self._deps.jitter(who))
            await members.save(connection, member)
            await _lower_goal(connection, before, member, at)
            if member.day_off(member.workday(at)) is not None:
                await history.excuse(connection, [Workday.of(member, at)])
        remains = bool(self._deps.library.rotation(member.preferences.allowed))
        return Answer(settings_saved(self._deps.words(member), member, remains=remains))

    @command(
        "goal", "goals",
        help="`/stretch goal 2`: how many breaks keep a workday",
        hints={"goal …": "how many breaks keep a workday: 2"},
        takes_words=True,
    )  # fmt: skip
    async def goal(self, request: Request) -> Card:
        """Sets the goal; without a number, shows it."""
        known = await known_member(self._deps, request.who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if not request.text:
            return goal_cards.present_goal(words, known.preferences.daily_goal)
        goal = goal_in(request.text)
        if goal is None:
            return goal_cards.goal_unclear(words, request.text)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            before = await members.lock(connection, request.who) or known
            chosen = replace(before.preferences, daily_goal=goal)
            member = replace(before, preferences=chosen, unanswered=0)
            await members.save(connection, member)
            await _lower_goal(connection, before, member, at)
            today = await workdays.day(connection, Workday.of(member, at))
        return goal_cards.goal_set(words, goal, today.goal)


async def _lower_goal(
    connection: AsyncConnection, before: Member, after: Member, at: datetime
) -> None:
    """A lower goal applies today too; a higher one only if nothing has happened yet today."""
    if after.preferences.daily_goal < before.preferences.daily_goal:
        await history.lower_goal(connection, Workday.of(after, at))
