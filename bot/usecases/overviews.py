"""How things stand: Home, the streak, the reason of the next nudge, the week together."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import home, overview
from bot.cards.blocks import Card, View
from bot.cards.overview import Overview, Together
from bot.cards.why import why_card
from bot.domain.calendar import DayOff
from bot.domain.hours import local_date, workday
from bot.domain.members import DueReason, Member, Standing, Who
from bot.domain.schedule import first_day_off
from bot.domain.streaks import Day, Streak
from bot.domain.teams import TeamNow
from bot.store import history, members, teams
from bot.usecases.kit import Kit
from bot.usecases.teamviews import seen_now

TEAMS_SHOWN = 3
"""On Home, of those somebody is in."""


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
                seen = replace(seen, together=await together(connection, who, seen.today.date))
            seen = replace(seen, teams=await self._teams(connection, who, seen.at))
        return home.home_tab(self._kit.words(member), seen, sent=sent)

    async def streak(self, who: Who) -> Card:
        async with self._kit.database.read() as connection:
            seen = await self._with_streak(connection, who, await self._seen(connection, who))
        return overview.streak_card(self._kit.words(seen.member), seen)

    async def why(self, who: Who) -> Card:
        async with self._kit.database.read() as connection:
            seen = await self._seen(connection, who)
        return why_card(self._kit.words(seen.member), seen)

    async def _seen(self, connection: AsyncConnection, who: Who) -> Overview:
        """The person and their today, with nothing counted yet."""
        at = self._kit.clock()
        member = await members.find(connection, who)
        return Overview(
            member=member,
            at=at,
            today=Day(_today(member, at), scheduled=False, nudges=0, breaks=0),
            streak=Streak(),
            day_off=_waited_for(member, at),
            together=Together(people=0, breaks=0, mine=0, places=()),
        )

    async def _with_streak(self, connection: AsyncConnection, who: Who, seen: Overview) -> Overview:
        today = seen.today.date
        return replace(
            seen,
            today=await history.day(connection, who, today),
            streak=await history.streak(connection, who, today),
        )

    async def _teams(
        self, connection: AsyncConnection, who: Who, at: datetime
    ) -> tuple[TeamNow, ...]:
        found = await teams.of_member(connection, who)
        return tuple([await seen_now(connection, it, at) for it in found[:TEAMS_SHOWN]])


async def together(connection: AsyncConnection, who: Who, today: date) -> Together:
    """The workspace's week, without places."""
    week = history.monday(today)
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
