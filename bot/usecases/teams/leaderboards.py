"""Leaderboards, and the switches for admins.

A team's board is visible to its people, and to anybody who asks in its channel.
"""

from dataclasses import replace
from datetime import date
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.action_ids import BOARDS_SAVED, CHOOSE_BOARDS, HIDE_NAME, SHOW_NAME, TEAM_BOARD
from bot.cards.parts.blocks import Card, View
from bot.cards.parts.button_values import PREFIX
from bot.cards.teams import leaderboard_cards as cards
from bot.cards.teams import team_cards
from bot.domain.calendar.work_week import monday
from bot.domain.members import Member, Who
from bot.domain.teams.leaderboards import Board, own_rank, ranked, ranked_teams
from bot.domain.teams.teams import Channel
from bot.library.words import Words
from bot.store.people import members, workspaces
from bot.store.progress import week_totals
from bot.store.teams import leaderboards, teams
from bot.store.teams.leaderboards import BoardView
from bot.usecases.deps import Deps
from bot.usecases.people.admins import refusal
from bot.usecases.people.lookup import find_member, visit
from bot.usecases.registry import button, command, form
from bot.usecases.requests import Answer, HomeNote, InModal, OnHome, Request, Save, Show, Submission
from bot.usecases.teams.team_views import seen_now, today_of, workspace_week

PLACES_SHOWN = 10
ON, OFF = "on", "off"
SETTINGS = frozenset({"settings", "config", "admin", "switches"})
EVERYONE = frozenset({"everyone", "everybody", "all", "workspace"})


class Leaderboards:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "leaderboard", "leaders", "board",
        hints={
            "leaderboard": "the week, together",
            "leaderboard teams": "the teams of this workspace",
            "leaderboard me": "your own place, only for you",
            "leaderboard everyone": "the whole workspace",
            "leaderboard off": "switch leaderboards off or on; for admins",
        },
        takes_words=True,
    )  # fmt: skip
    async def answer(self, request: Request) -> Card | View:
        """What `/stretch leaderboard …` asks for."""
        who, channel, typed = request.who, request.channel, request.text
        word, _, rest = typed.lower().partition(" ")
        if word in {ON, OFF}:
            return await self.switch(who, rest.strip(), on=word == ON)
        if word in SETTINGS:
            return await self.choose(request)
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
        return cards.unclear(self._deps.words(await find_member(self._deps, who)), typed)

    async def show(self, who: Who, channel: Channel | None) -> Card:
        """The board of the channel's team, else of the person's first team, else of everybody."""
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, channel)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            if seen.team is not None:
                return await self._of_team(connection, who, words, seen)
            return await self._of_everybody(connection, who, words, member)

    @button(TEAM_BOARD, numbered=True)
    async def look_at_team(self, request: Request) -> Answer | View:
        """On Home, which has no message to answer in, as a modal."""
        channel = request.named_channel
        card = await self._board_of(request.who, channel, here=channel == request.channel)
        if isinstance(request.origin, OnHome):
            words = self._deps.words(await find_member(self._deps, request.who))
            return cards.as_modal(words, card)
        return Answer(card, Show.BELOW)

    async def _board_of(self, who: Who, channel: Channel, *, here: bool) -> Card:
        """`here`: the request comes from the team's channel."""
        async with self._deps.database.read() as connection:
            _, words, seen = await self._asked(connection, who, channel)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            if seen.team is None or seen.team.channel != channel:
                return team_cards.gone(words)
            if not here and not seen.is_in:
                return team_cards.not_in(words)
            return await self._of_team(connection, who, words, seen)

    async def of_everybody(self, who: Who) -> Card:
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, None)
            if Board.TEAM in seen.off:
                return cards.switched_off(words)
            return await self._of_everybody(connection, who, words, member)

    async def of_teams(self, who: Who) -> Card:
        """The top teams of the workspace, and the person's own teams below."""
        async with self._deps.database.read() as connection:
            member, words, seen = await self._asked(connection, who, None)
            if Board.TEAMS in seen.off:
                return cards.switched_off(words)
            week = monday(self._today(member))
            in_order = ranked_teams(
                await leaderboards.teams_of_week(connection, who.workspace_id, week)
            )
            further = in_order[PLACES_SHOWN:]
            theirs = await teams.channels_of(connection, who) if further else set[str]()
        below = [team for team in further if team.tally.channel_id in theirs]
        return cards.of_teams(words, in_order[:PLACES_SHOWN], below[:PLACES_SHOWN])

    async def of_me(self, who: Who, channel: Channel | None) -> Card:
        """The person's own rank, shown only to them."""
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
        """Switches one board, or all of them, for the workspace. For admins."""
        words = self._deps.words(await find_member(self._deps, who))
        boards_meant = [board for board in Board if named in ("", board.value)]
        if not boards_meant:
            return cards.unclear(words, named)
        if no := await refusal(self._deps, who, words, cards.not_admin(words)):
            return no
        async with self._deps.database.write() as connection:
            off = await workspaces.boards_off(connection, who.workspace_id, held=True)
            off = off - set(boards_meant) if on else off | set(boards_meant)
            await workspaces.switch_boards(connection, who.workspace_id, off)
        return cards.switched(words, off)

    @button(SHOW_NAME, HIDE_NAME)
    async def name(self, request: Request) -> Answer | View:
        """Shows the person's own name on leaderboards, or takes it off."""
        card, shows = await self._name(request)
        if isinstance(request.origin, InModal):
            words = self._deps.words(await find_member(self._deps, request.who))
            return cards.as_modal(words, card)
        return Answer(card, Show.BELOW if shows else Show.IN_PLACE)

    async def _name(self, request: Request) -> tuple[Card, bool]:
        """The answer, and whether the name is shown."""
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal(), True
            shows = request.action == SHOW_NAME.removeprefix(PREFIX)
            chosen = replace(visited.member.preferences, listed=shows)
            await members.save(visited.connection, replace(visited.member, preferences=chosen))
            told = cards.name_shown if shows else cards.name_hidden
            return told(visited.words), shows

    @button(CHOOSE_BOARDS)
    async def choose(self, request: Request) -> View | Card:
        """The modal, for admins."""
        who = request.who
        words = self._deps.words(await find_member(self._deps, who))
        if no := await refusal(self._deps, who, words, cards.not_admin(words)):
            return no
        async with self._deps.database.read() as connection:
            off = await workspaces.boards_off(connection, who.workspace_id)
        return cards.choose(words, off, request.answer_to)

    @form(BOARDS_SAVED)
    async def submitted(self, submission: Submission) -> Save:
        shown = cards.shown_boards(submission.values)
        return partial(self._save, submission.who, shown)

    async def _save(self, who: Who, shown: frozenset[Board]) -> Answer:
        """Checks again that they are an admin."""
        return Answer(await self._saved(who, shown), on_home=HomeNote.TOP)

    async def _saved(self, who: Who, shown: frozenset[Board]) -> Card:
        words = self._deps.words(await find_member(self._deps, who))
        if no := await refusal(self._deps, who, words, cards.not_admin(words)):
            return no
        off = frozenset(Board) - shown
        async with self._deps.database.write() as connection:
            await workspaces.switch_boards(connection, who.workspace_id, off)
        return cards.switched(words, off)

    async def _asked(
        self, connection: AsyncConnection, who: Who, channel: Channel | None
    ) -> tuple[Member | None, Words, BoardView]:
        seen = await leaderboards.seen(connection, who, channel)
        return seen.member, self._deps.words(seen.member), seen

    async def _of_team(
        self, connection: AsyncConnection, who: Who, words: Words, seen: BoardView
    ) -> Card:
        at, team, is_in = self._deps.clock(), seen.team, seen.is_in
        assert team is not None
        week = monday(today_of(team, at))
        now = await seen_now(connection, team, at)
        tallies = await leaderboards.listed(connection, team.channel, week, PLACES_SHOWN)
        if is_in:
            mine = (await leaderboards.own_week(connection, team.channel, week, who)).breaks
        else:
            mine = await week_totals.breaks_in(connection, who, week)
        listed = _is_listed(seen.member)
        return cards.of_team(words, now, ranked(tallies), mine, is_in=is_in, listed=listed)

    async def _of_everybody(
        self, connection: AsyncConnection, who: Who, words: Words, member: Member | None
    ) -> Card:
        today = self._today(member)
        week = await workspace_week(connection, who, today)
        tallies = await leaderboards.listed(
            connection, who.workspace_id, monday(today), PLACES_SHOWN
        )
        together = replace(week, places=ranked(tallies))
        return cards.of_workspace(words, together, listed=_is_listed(member))

    def _today(self, member: Member | None) -> date:
        """The member's workday; in UTC for somebody unknown."""
        at = self._deps.clock()
        return at.date() if member is None else member.workday(at)


def _is_listed(member: Member | None) -> bool:
    """Whether there is nothing to offer: their name is shown, or they have not joined."""
    return member is None or not member.is_active or member.preferences.listed
