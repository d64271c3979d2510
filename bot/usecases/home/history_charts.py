"""Charts of a person's own weeks, shown only to that person and deleted afterwards.

The card with the numbers never waits for its chart. At most one chart is drawn per person and
minute, over all replicas; a new one replaces the previous one.
"""

from datetime import datetime, timedelta

from bot.cards.parts.blocks import Card
from bot.cards.progress.history_chart import history, history_card, history_in_words
from bot.domain.members import Member, Who
from bot.domain.progress.heatmap import heat_map
from bot.domain.settings.preferences import Pictures
from bot.store.people import history_charts, members
from bot.store.progress.workdays import days_of
from bot.usecases.deps import Deps
from bot.usecases.pictures.chart_upload import ChartRequest

EVERY = timedelta(minutes=1)
"""Between two charts of one person."""
NAME = "weeks.png"


class HistoryCharts:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def of_history(self, who: Who) -> Card | None:
        """None if there is nothing to show, or no chart can be drawn now."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            days = await days_of(connection, who)
        if not days:
            return None  # before the claim, which would use up the minute
        member = await self._claim(who, at)
        if member is None:
            return None
        words = self._deps.words(member)
        today = member.workday(at)
        weeks = heat_map(days, today)
        if not weeks.has_breaks:
            return None
        order, monday = history(words, weeks, days, today, member), weeks.weeks[-1].monday
        alt = history_in_words(words, order, monday)
        file_id = await self._deps.charts.make(ChartRequest(who.workspace_id, NAME, order, alt))
        if file_id is None:
            return None
        async with self._deps.database.write() as connection:
            kept = await history_charts.replace(connection, who, file_id, self._deps.clock())
        return history_card(words, order, monday, file_id) if kept else None

    async def _claim(self, who: Who, at: datetime) -> Member | None:
        """The person, if this replica draws their chart now."""
        if not self._deps.charts.is_open(who.workspace_id):
            return None
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None or member.preferences.pictures is Pictures.NONE:
                return None
            return member if await history_charts.claim(connection, who, at, at - EVERY) else None
