"""Leaderboards: whose week is shown to whom, and the switches of a workspace's admins.

A team's board is for its people, and for who asks in its channel.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.blocks import Card, View
from bot.cards.schedule import days_off_cards
from bot.cards.teams import leaderboard_cards as cards
from bot.cards.teams import team_cards
from bot.domain.calendar.work_week import monday
from bot.domain.members import Member, Who
from bot.domain.teams.leaderboards import Board, own_rank, ranked, ranked_teams
from bot.domain.teams.teams import Channel, Team
from bot.library.words import Words
from bot.store.people import workspaces
from bot.store.progress import history
from bot.store.teams import leaderboards, teams
from bot.store.teams.leaderboards import BoardView
from bot.usecases.deps import Deps, Directory
from bot.usecases.home.overviews import together
from bot.usecases.people.membership import Membership
from bot.usecases.teams.team_views import seen_now, today_of, workday_of

PLACES_SHOWN = 10
ON, OFF = "on", "off"
SETTINGS = frozenset({"settings", "config", "admin", "switches"})
EVERYONE = frozenset({"everyone", "everybody", "all", "workspace"})


class Leaderboards:
    def __init__(self, deps: Deps, membership: Membership, directory: Directory) -> None:
        self._deps = deps
        self._membership = membership
        self._directory = directory

    async def answer(
        self, who: Who, typed: str, channel: Channel | None, answer_to: str
    ) -> Card | View:
        """What `/stretch leaderboard …` asks for; `channel` is where it was typed, if any."""
        word, _, rest = typed.lower().partition(" ")
        if word in {ON, OFF}:
            return await self.switch(who, rest.strip(), on=word == ON)
        if word in SETTINGS:
            return await self.choose(who, answer_to)
        if word in EVERYONE:
            return await self.of_everybody(who)
        match word:
            case "":
                return await self.show(who, channel)
            case Board.TEAM:
                return await self.show(who, channel)
            case Board.TEAMS:
                return await self.of_teams(who)
            case Board.ME | "my" | "mine":
                return await self.of_me(who, channel)
        return cards.unclear(self._deps.words(await self._membership.find(who)), typed)

    async def show(self, who: Who, channel: Channel | None) -> Card:
        """The team of the channel it was asked in, else the first of the person's own, else
        everybody in the workspace."""
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, channel)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            if seen.team is not None:
                return await self._of_team(connection, who, words, seen.team, is_in=seen.is_in)
            return await self._of_everybody(connection, who, words, member)

    async def of_team(self, who: Who, channel: Channel, *, here: bool) -> Card:
        """The board of one team; `here`: somebody asks in its channel."""
        async with self._deps.database.read() as connection:
            _, words, seen = await self._asked(connection, who, channel)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            if seen.team is None or seen.team.channel != channel:
                return team_cards.gone(words)
            if not here and not seen.is_in:
                return team_cards.not_in(words)
            return await self._of_team(connection, who, words, seen.team, is_in=seen.is_in)

    async def in_a_window(self, who: Who, card: Card) -> View:
        """A card where there is no message to answer in."""
        return cards.window(self._deps.words(await self._membership.find(who)), card)

    async def of_everybody(self, who: Who) -> Card:
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, None)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            return await self._of_everybody(connection, who, words, member)

    async def of_teams(self, who: Who) -> Card:
        """The teams of the workspace, and those of the reader's that are further down."""
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, None)
            if Board.TEAMS in seen.off:
                return cards.switched_off(words)
            week = monday(self._today(member))
            ranked = ranked_teams(
                await leaderboards.teams_of_week(connection, who.workspace_id, week)
            )
            further = ranked[PLACES_SHOWN:]
            theirs = await teams.channels_of(connection, who) if further else set[str]()
        below = [it for it in further if it.tally.channel_id in theirs]
        return cards.of_teams(words, ranked[:PLACES_SHOWN], below[:PLACES_SHOWN])

    async def of_me(self, who: Who, channel: Channel | None) -> Card:
        """Somebody's own place, told to them alone."""
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, channel)
            if Board.ME in seen.off:
                return cards.switched_off(words)
            team, at = seen.team if seen.is_in else None, self._deps.clock()
            today = self._today(member) if team is None else today_of(team, at)
            scope = who.workspace_id if team is None else team.channel
            own = await leaderboards.own_week(connection, scope, monday(today), who)
        return cards.of_me(
            words,
            own_rank(own.breaks, ahead=own.ahead, enough=own.enough),
            own.breaks,
            channel_id=team.channel_id if team is not None else None,
            listed=member is not None and member.preferences.listed,
        )

    async def switch(self, who: Who, named: str, *, on: bool) -> Card:
        """Boards off or on for the whole workspace, by an admin: the one that is named, or all."""
        words = self._deps.words(await self._membership.find(who))
        boards_meant = [it for it in Board if named in ("", it.value)]
        if not boards_meant:
            return cards.unclear(words, named)
        if no := await self._refusal(who, words):
            return no
        async with self._deps.database.write() as connection:
            off = await workspaces.boards_off(connection, who.workspace_id, held=True)
            off = off - set(boards_meant) if on else off | set(boards_meant)
            await workspaces.switch_boards(connection, who.workspace_id, off)
        return cards.switched(words, off)

    async def choose(self, who: Who, answer_to: str) -> View | Card:
        """The switches, for admins; `answer_to` comes back with the form."""
        words = self._deps.words(await self._membership.find(who))
        if no := await self._refusal(who, words):
            return no
        async with self._deps.database.read() as connection:
            off = await workspaces.boards_off(connection, who.workspace_id)
        return cards.choose(words, off, answer_to)

    async def save(self, who: Who, shown: frozenset[Board]) -> Card:
        """What an admin chose; Slack is asked again who they are."""
        words = self._deps.words(await self._membership.find(who))
        if no := await self._refusal(who, words):
            return no
        off = frozenset(Board) - shown
        async with self._deps.database.write() as connection:
            await workspaces.switch_boards(connection, who.workspace_id, off)
        return cards.switched(words, off)

    async def _asked(
        self, connection: AsyncConnection, who: Who, channel: Channel | None
    ) -> tuple[Member | None, Words, BoardView]:
        """Who asks, in which words they are answered, and what they are shown."""
        seen = await leaderboards.seen(connection, who, channel)
        return seen.member, self._deps.words(seen.member), seen

    async def _of_team(
        self, connection: AsyncConnection, who: Who, words: Words, team: Team, *, is_in: bool
    ) -> Card:
        at = self._deps.clock()
        week = monday(today_of(team, at))
        now = await seen_now(connection, team, at)
        tallies = await leaderboards.listed(connection, team.channel, week, PLACES_SHOWN)
        if is_in:
            mine = (await leaderboards.own_week(connection, team.channel, week, who)).breaks
        else:
            mine = await history.breaks_in(connection, who, week)
        return cards.of_team(words, now, ranked(tallies), mine, is_in=is_in)

    async def _of_everybody(
        self, connection: AsyncConnection, who: Who, words: Words, member: Member | None
    ) -> Card:
        today = self._today(member)
        all_ = await together(connection, who, today)
        tallies = await leaderboards.listed(
            connection, who.workspace_id, monday(today), PLACES_SHOWN
        )
        return cards.of_workspace(words, replace(all_, places=ranked(tallies)))

    async def _refusal(self, who: Who, words: Words) -> Card | None:
        """What to say to who is no admin; Slack is asked each time."""
        is_admin = await self._directory.is_admin(who)
        if is_admin is None:
            return days_off_cards.admin_unknown(words)
        return None if is_admin else cards.not_admin(words)

    def _today(self, member: Member | None) -> date:
        """A person's own workday; UTC's for somebody Limber does not know."""
        at = self._deps.clock()
        return at.date() if member is None else workday_of(member, at)
