"""How things stand: Home, the streak, the reason of the next nudge, the week together."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import home, overview
from bot.cards.blocks import Card, View
from bot.cards.overview import Overview, Together
from bot.cards.why import why_card
from bot.domain.calendar import DayOff
from bot.domain.grid import grid
from bot.domain.hours import local_date, workday
from bot.domain.members import DueReason, Member, Standing, Who
from bot.domain.schedule import first_day_off
from bot.domain.standings import places
from bot.domain.streaks import Day, Streak
from bot.store import history, members
from bot.store.history import Workday
from bot.usecases.kit import Kit

PLACES_SHOWN = 10
PLACES_READ = 50
"""Enough to tell who shares the last place that is shown."""


class Overviews:
    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def home(self, who: Who, *, sent: bool = False) -> View:
        """The Home tab; `sent` after an exercise was put into the messages."""
        async with self._kit.database.read() as connection:
            seen = await self._seen(connection, who)
            member = seen.member
            if member is not None and member.standing is Standing.ACTIVE:
                seen = await self._with_streak(connection, who, seen)
                seen = replace(seen, together=await self._together(connection, who, seen))
        return home.home_tab(self._kit.words(member), seen, sent=sent)

    async def streak(self, who: Who) -> Card:
        async with self._kit.database.read() as connection:
            seen = await self._with_streak(connection, who, await self._seen(connection, who))
        return overview.streak_card(self._kit.words(seen.member), seen)

    async def why(self, who: Who) -> Card:
        async with self._kit.database.read() as connection:
            seen = await self._seen(connection, who)
        return why_card(self._kit.words(seen.member), seen)

    async def leaderboard(self, who: Who) -> Card:
        async with self._kit.database.read() as connection:
            seen = await self._seen(connection, who)
            together = await self._together(connection, who, seen)
            week = history.monday(seen.today.date)
            tallies = await history.listed_tallies(connection, who.workspace_id, week, PLACES_READ)
        together = replace(together, places=places(tallies, PLACES_SHOWN))
        return overview.leaderboard(self._kit.words(seen.member), together)

    async def _seen(self, connection: AsyncConnection, who: Who) -> Overview:
        """The person and their today, with nothing counted yet."""
        at = self._kit.clock()
        member = await members.find(connection, who)
        return Overview(
            member=member,
            at=at,
            today=Day(_today(member, at), scheduled=False),
            streak=Streak(),
            day_off=_waited_for(member, at),
            together=Together(people=0, breaks=0, mine=0, places=()),
        )

    async def _with_streak(self, connection: AsyncConnection, who: Who, seen: Overview) -> Overview:
        """With today, the streak and the last weeks."""
        if seen.member is None:
            return seen
        today = seen.today.date
        return replace(
            seen,
            today=await history.day(connection, Workday.of(seen.member, seen.at)),
            streak=await history.streak(connection, who, today),
            grid=grid(await history.days_of(connection, who), today),
        )

    async def _together(self, connection: AsyncConnection, who: Who, seen: Overview) -> Together:
        """The workspace's week, without places."""
        week = history.monday(seen.today.date)
        group = await history.group_week(connection, who.workspace_id, week)
        mine = await history.breaks_in(connection, who, week)
        return Together(people=group.people, breaks=group.breaks, mine=mine, places=())


def _waited_for(member: Member | None, at: datetime) -> DayOff | None:
    """The first of the days off that lie before somebody's next nudge."""
    if member is None or member.due_reason is not DueReason.DAY_OFF or member.next_due_at is None:
        return None
    since = max(at, member.paused_until or at)
    return first_day_off(member, since, local_date(member.next_due_at, member.zone))


def _today(member: Member | None, at: datetime) -> date:
    if member is None:
        return at.date()
    return workday(member.preferences.week, member.zone, at)
