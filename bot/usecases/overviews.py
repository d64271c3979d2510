"""How things stand: Home, the streak, the reason of the next nudge, the week together."""

from datetime import date, datetime

from bot.cards import home, overview
from bot.cards.blocks import Card, View
from bot.cards.overview import Overview, Together
from bot.domain.hours import workday
from bot.domain.members import Member, Who
from bot.domain.standings import places
from bot.store import history, members
from bot.usecases.kit import Kit

PLACES_SHOWN = 10
PLACES_READ = 50
"""Enough to tell who shares the last place that is shown."""


class Overviews:
    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def home(self, who: Who, *, sent: bool = False) -> View:
        """The Home tab; `sent` after an exercise was put into the messages."""
        seen = await self._seen(who)
        return home.home_tab(self._kit.words(seen.member), seen, sent=sent)

    async def streak(self, who: Who) -> Card:
        seen = await self._seen(who)
        return overview.streak_card(self._kit.words(seen.member), seen)

    async def why(self, who: Who) -> Card:
        seen = await self._seen(who)
        return overview.why_card(self._kit.words(seen.member), seen)

    async def leaderboard(self, who: Who) -> Card:
        seen = await self._seen(who)
        return overview.leaderboard(self._kit.words(seen.member), seen.together)

    async def _seen(self, who: Who) -> Overview:
        at = self._kit.clock()
        async with self._kit.database.read() as connection:
            member = await members.find(connection, who)
            today = _today(member, at)
            week = history.monday(today)
            group = await history.group_week(connection, who.workspace_id, week)
            mine, _ = await history.week_of(connection, who, week)
            tallies = await history.listed_tallies(connection, who.workspace_id, week, PLACES_READ)
            return Overview(
                member=member,
                paused=member is not None and member.is_paused(at),
                today=await history.day(connection, who, today),
                streak=await history.streak(connection, who, today),
                together=Together(
                    people=group.people,
                    breaks=group.breaks,
                    mine=mine,
                    places=places(tallies, PLACES_SHOWN),
                ),
            )


def _today(member: Member | None, at: datetime) -> date:
    if member is None:
        return at.date()
    return workday(member.preferences.week, member.zone, at)
