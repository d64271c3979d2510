"""Overviews: Home, the streak, the reason for the next nudge, privacy."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.home import home_tab
from bot.cards.home.home_tab import HomePage
from bot.cards.home.why_card import why_card
from bot.cards.parts.action_ids import HOME, HOME_PAGE
from bot.cards.parts.blocks import Card, View
from bot.cards.privacy import privacy_cards
from bot.cards.progress import streak_card
from bot.cards.progress.streak_card import Overview, WorkspaceWeek
from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.nudges import Nudge
from bot.domain.calendar.days_off import DayOff
from bot.domain.calendar.work_week import local_date
from bot.domain.members import DueReason, Member, Who
from bot.domain.progress.heatmap import heat_map
from bot.domain.progress.streaks import Day, Streak
from bot.domain.schedule.due_times import with_real_due_time
from bot.domain.schedule.windows import first_day_off
from bot.store.breaks import nudges
from bot.store.people import members, personal_data
from bot.store.progress import streak_records, workdays
from bot.store.progress.workdays import Workday
from bot.store.teams import teams
from bot.usecases.deps import Deps
from bot.usecases.home.history_charts import HistoryCharts
from bot.usecases.registry import button, command
from bot.usecases.requests import Followed, OnHome, Request
from bot.usecases.teams.team_views import TEAMS_SHOWN, seen_now, workspace_week


class Overviews:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._charts = HistoryCharts(deps)

    async def home(
        self,
        who: Who,
        page: str = "",
        *,
        sent: bool = False,
        news: Card | None = None,
        data_news: Card | None = None,
    ) -> View:
        """The Home tab, with a page open if `page` is one.

        `sent`: an exercise was just sent to the messages. `news` answers a click on Home,
        `data_news` one on the privacy buttons.
        """
        async with self._deps.database.read() as connection:
            seen = await self._seen(connection, who)
            member = seen.member
            if member is not None:
                seen = await self._with_streak(connection, who, seen)
            if member is not None and member.is_active:
                seen = replace(
                    seen, together=await workspace_week(connection, who, seen.today.date)
                )
                seen = replace(seen, plan=self._deps.library.plan_progress(member, seen.at))
            seen = await self._with_teams(connection, who, seen)
        words = self._deps.words(member)
        if member is None:  # without privacy buttons, their answer moves to the top
            news, data_news = data_news or news, None
        top = news.text if news is not None else ""
        if sent:
            top = words("*Your exercise is in the Messages tab.*")
        beside_data = data_news.text if data_news is not None else ""
        shown = HomePage(page) if page in set(HomePage) else None
        return home_tab.home_tab(words, seen, shown, news=top, data_news=beside_data)

    @button(HOME)
    async def open_home(self, request: Request) -> View:
        origin = request.origin
        return await self.home(request.who, origin.page if isinstance(origin, OnHome) else "")

    @button(HOME_PAGE, numbered=True)
    async def turn(self, request: Request) -> View:
        """Opens a page of Home, or closes the one that is open."""
        return await self.home(request.who, request.text)

    @command(
        "streak", "streaks",
        help="`/stretch streak`, `/stretch leaderboard`: how it is going",
        hints={"streak": "workdays in a row, freezes, twelve weeks"},
    )  # fmt: skip
    async def streak(self, request: Request) -> Followed:
        """The numbers now, and a chart when it is drawn."""
        who = request.who
        return Followed(await self._streak(who), partial(self._charts.of_history, who))

    async def _streak(self, who: Who) -> Card:
        async with self._deps.database.read() as connection:
            seen = await self._with_streak(connection, who, await self._seen(connection, who))
        return streak_card.streak_card(self._deps.words(seen.member), seen)

    @command(
        "why", "next", "status", "when",
        help="`/stretch why`: when the next nudge comes, and why then",
        hints={"why": "when the next nudge comes, and why then"},
    )  # fmt: skip
    async def why(self, request: Request) -> Card:
        who = request.who
        async with self._deps.database.read() as connection:
            seen = await self._seen(connection, who)
        return why_card(self._deps.words(seen.member), seen)

    @command(
        "privacy", "private", "who can see what i do", "who can see what i do?",
        help="`/stretch privacy`: what I keep of you, and who sees it",
        hints={"privacy": "what is kept of you, and who sees it"},
    )  # fmt: skip
    async def privacy(self, request: Request) -> Card:
        who = request.who
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            is_known = await personal_data.is_known(connection, who)
        return privacy_cards.answer(self._deps.words(member), is_known=is_known)

    async def _seen(self, connection: AsyncConnection, who: Who) -> Overview:
        """The person and their day, without streak, teams and week."""
        at = self._deps.clock()
        found = await members.find(connection, who)
        member = with_real_due_time(found, at) if found is not None else None
        card = await nudges.latest(connection, who) if member is not None else None
        return Overview(
            member=member,
            at=at,
            today=Day(_today(member, at), scheduled=False),
            streak=Streak(),
            day_off=_next_day_off(member, at),
            lost_at=_lost_at(member, card, at),
            is_served=member is None
            or bool(self._deps.library.rotation(member.preferences.allowed)),
            together=WorkspaceWeek(people=0, breaks=0, mine=0, places=()),
        )

    async def _with_streak(self, connection: AsyncConnection, who: Who, seen: Overview) -> Overview:
        """Adds today, the streak and the last weeks."""
        if seen.member is None:
            return seen
        today = seen.today.date
        return replace(
            seen,
            today=await workdays.day(connection, Workday.of(seen.member, seen.at)),
            streak=await streak_records.streak(connection, who, today),
            grid=heat_map(await workdays.days_of(connection, who), today),
        )

    async def _with_teams(self, connection: AsyncConnection, who: Who, seen: Overview) -> Overview:
        found = await teams.of_member(connection, who)
        shown = tuple([await seen_now(connection, it, seen.at) for it in found[:TEAMS_SHOWN]])
        return replace(seen, teams=shown, more_teams=len(found) - len(shown))


def _next_day_off(member: Member | None, at: datetime) -> DayOff | None:
    """The first day off before the next nudge."""
    if member is None or member.due_reason is not DueReason.DAY_OFF or member.next_due_at is None:
        return None
    since = max(at, member.paused_until or at)
    return first_day_off(member, since, local_date(member.next_due_at, member.zone))


def _lost_at(member: Member | None, card: Nudge | None, at: datetime) -> datetime | None:
    """When today's last nudge was lost, unless something came after it."""
    if member is None or card is None or card.progress.state is not CardState.LOST:
        return None
    is_todays = local_date(card.created_at, member.zone) == local_date(at, member.zone)
    return card.created_at if is_todays and member.last_up <= card.created_at else None


def _today(member: Member | None, at: datetime) -> date:
    if member is None:
        return at.date()
    return member.workday(at)
