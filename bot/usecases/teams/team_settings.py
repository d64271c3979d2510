"""The settings of a team: any of its people can change them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.cards.parts.action_ids import TEAM_SAVED, TEAM_SETTINGS
from bot.cards.parts.blocks import Card, View
from bot.cards.teams import team_cards as cards
from bot.cards.teams import team_settings
from bot.cards.teams.team_settings import TeamForm
from bot.domain.members import Who
from bot.domain.teams.teams import GOAL_BOUNDS, Channel, Team, next_digest, next_together
from bot.library.words import Words
from bot.store.teams import teams
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member
from bot.usecases.registry import button, form
from bot.usecases.requests import Answer, Faults, HomeNote, Request, Save, Show, Submission


class TeamSettings:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @button(TEAM_SETTINGS, numbered=True)
    async def open(self, request: Request) -> View | Answer:
        opened = await self.of(request, request.named_channel)
        return opened if isinstance(opened, View) else Answer(opened, Show.BELOW)

    async def of(
        self, request: Request, channel: Channel, *, goal: int | None = None
    ) -> View | Card:
        """The modal, for the team's people. `goal` prefills what was typed."""
        who = request.who
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            if team is None:
                return cards.no_team(words, channel)
            if not await teams.is_in(connection, channel, who.user_id):
                return cards.members_decide(words)
        team = team if goal is None else replace(team, weekly_goal=goal)
        return team_settings.team_settings(words, team, request.answer_to)

    @form(TEAM_SAVED)
    async def submitted(self, submission: Submission) -> Faults | Save:
        who, channel = submission.who, Channel(submission.who.workspace_id, submission.about)
        filled = team_settings.read_form(submission.values)
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            is_in = await teams.is_in(connection, channel, who.user_id)
        if team is not None and is_in:  # else the answer says so
            chosen = team_settings.chosen(words, filled, team)
            if isinstance(chosen, Mapping):
                return chosen
        return partial(self._save, who, channel, filled)

    async def _save(self, who: Who, channel: Channel, filled: TeamForm) -> Answer:
        return Answer(await self._saved(who, channel, filled), on_home=HomeNote.TOP)

    async def _saved(self, who: Who, channel: Channel, filled: TeamForm) -> Card:
        words = await self._words(who)
        async with self._deps.database.write() as connection:
            team = await teams.lock(connection, channel)
            if team is None:
                return cards.gone(words)
            if not await teams.is_in(connection, channel, who.user_id):
                return cards.members_decide(words)
            chosen = team_settings.chosen(words, filled, team)
            assert isinstance(chosen, Team), "the form was checked before"
            after = _due(chosen, self._deps.clock(), before=team)
            await teams.save(connection, after)
        return cards.settings_saved(words, after)

    async def _words(self, who: Who) -> Words:
        return self._deps.words(await find_member(self._deps, who))


def weekly_goal_in(typed: str) -> int | None:
    """A weekly goal; None if the text is not one."""
    low, high = GOAL_BOUNDS
    goal = int(typed) if typed.isdecimal() and len(typed) <= len(str(high)) else 0
    return goal if low <= goal <= high else None


def _due(team: Team, at: datetime, *, before: Team) -> Team:
    """With new times of what was changed. A suspended daily break comes back."""
    if team.digest != before.digest:
        team = replace(team, digest_at=next_digest(team, at))
    if team.together != before.together or team.together_at is None:
        team = replace(team, together_at=next_together(team, at))
    return team
