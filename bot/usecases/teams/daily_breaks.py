"""The daily group break of a team: called a few minutes before it starts."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.blocks import Card
from bot.domain.calendar.days_off import Calendar
from bot.domain.calendar.work_week import local_date
from bot.domain.exercises.picking import pick
from bot.domain.pacing import paused_for_retry_after, reserve
from bot.domain.teams.group_breaks import LEAD, GroupBreak, suits_a_group
from bot.domain.teams.teams import Channel, Team, next_together
from bot.library.almanac import WORLD
from bot.store.people import days_off, workspaces
from bot.store.teams import group_breaks, teams
from bot.usecases.deps import Deps
from bot.usecases.ports import Delivered, NotTaken, Refused
from bot.usecases.teams.group_breaks import REMEMBERED, announced, post

log = logging.getLogger(__name__)

IN_FLIGHT = 4
"""Concurrent teams: few, to leave connections to the nudges."""
AT_ONCE = 50
"""Teams per round."""


@dataclass(frozen=True)
class ClaimedDaily:
    """A daily break that this replica calls."""

    team: Team
    session: GroupBreak
    card: Card
    following: datetime | None
    """When the team's next one starts."""


class DailyBreaks:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def call(self) -> Mapping[str, int]:
        """One round; returns the number of teams by outcome.

        Raises what the database raises, except for a single team, which must not affect others.
        """
        by = self._deps.clock() + LEAD
        async with self._deps.database.read() as connection:
            due = await teams.together_due(connection, by, AT_ONCE)
        return Counter(await asyncio.gather(*(self._guarded(channel) for channel in due)))

    async def _guarded(self, channel: Channel) -> str:
        try:
            async with self._room:
                return await self._call(channel)
        except Exception:
            log.exception("daily break not called", extra={"workspace": channel.workspace_id})
            return "failed"

    async def _call(self, channel: Channel) -> str:
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            claimed = await self._claim(connection, channel, at)
        if claimed is None:
            return "waited"
        outcome = await post(self._deps, claimed.session, claimed.card, at)
        if isinstance(outcome, NotTaken | Refused):
            await self._undo(claimed, outcome)
        return "called" if isinstance(outcome, Delivered) else "not_called"

    async def _claim(
        self, connection: AsyncConnection, channel: Channel, at: datetime
    ) -> ClaimedDaily | None:
        """Moves the team's next break to the following day; None if another replica did, or if that
        day is off."""
        team = await teams.take_together(connection, channel, at + LEAD)
        if team is None or team.together_at is None:
            return None
        starts_at = team.together_at
        paced = await workspaces.paced_until(connection, [channel.workspace_id])
        slots = reserve(self._deps.pace, paced.get(channel.workspace_id), at, 1)
        if not slots.now and starts_at > at:
            return None
        following = next_together(team, max(starts_at, at))
        await teams.move_together(connection, channel, starts_at, following)
        if starts_at <= at or await self._is_off(connection, team, starts_at):
            return None
        recent = await group_breaks.recent_exercises(connection, channel, REMEMBERED)
        pool = tuple(filter(suits_a_group, self._deps.library.exercises.values()))
        exercise = pick(pool, recent, self._deps.random.random())
        if exercise is None:
            return None
        session = GroupBreak(
            id=self._deps.new_id(),
            **channel._asdict(),
            host=None,
            daily=True,
            exercise_id=exercise.id,
            locale=team.locale,
            zone=team.zone,
            starts_at=starts_at,
        )
        card = await announced(self._deps, connection, session, exercise, at)
        if card is None:
            return None
        await workspaces.pace(connection, {channel.workspace_id: slots.paced_until})
        return ClaimedDaily(team, session, card, following)

    async def _is_off(self, connection: AsyncConnection, team: Team, starts_at: datetime) -> bool:
        """Whether the team is empty, or the day is off: for the whole workspace, or as a public
        holiday in the country of the team's time zone."""
        if not await teams.size(connection, team.channel):
            return True
        calendar = Calendar(WORLD, await days_off.of_everybody(connection, team.workspace_id))
        day = local_date(starts_at, team.zone)
        return calendar.off(day, WORLD.country_of(team.zone)) is not None

    async def _undo(self, claimed: ClaimedDaily, outcome: NotTaken | Refused) -> None:
        """Retries a rate-limited call, suspends a refused daily break, and ends a team without its
        channel; unless the team was changed meanwhile."""
        at, channel = self._deps.clock(), claimed.team.channel
        async with self._deps.database.write() as connection:
            match outcome:
                case Refused(is_elsewhere=True):
                    await teams.remove_this(connection, claimed.team)
                case Refused():
                    await teams.move_together(connection, channel, claimed.following, None)
                case NotTaken(retry_after):
                    starts_at = claimed.session.starts_at
                    await teams.move_together(connection, channel, claimed.following, starts_at)
                    until = paused_for_retry_after(self._deps.pace, at, retry_after)
                    await workspaces.pace(connection, {channel.workspace_id: until})
