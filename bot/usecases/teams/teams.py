"""Teams: starting one in a channel, joining, leaving, and its end.

Nobody joins except with their own click. A request made in a channel applies to that channel's
team. The channel comes from Slack's payload, never from a button's value.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts import failures
from bot.cards.parts.action_ids import INVITED, TEAM_JOIN, TEAM_LEAVE, TEAM_OFF, TEAM_ON, TEAM_SEEN
from bot.cards.parts.blocks import Card, View
from bot.cards.teams import team_cards as cards
from bot.cards.teams import team_status
from bot.domain.members import Member, Who, newcomer
from bot.domain.teams.teams import FRIDAY_AT_THREE, Channel, Team, next_digest
from bot.library.words import Words
from bot.store.people import members, workspaces
from bot.store.teams import teams
from bot.usecases.deps import Deps
from bot.usecases.people.admins import refusal
from bot.usecases.people.lookup import find_member, known_member
from bot.usecases.ports import Delivered, Refused, Unclear
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, Request
from bot.usecases.teams.team_settings import TeamSettings, weekly_goal_in
from bot.usecases.teams.team_views import TEAMS_SHOWN, seen_now

log = logging.getLogger(__name__)

ON = frozenset({"on", "start", "begin", "new"})
OFF = frozenset({"off", "stop", "end", "delete"})
JOIN = frozenset({"join", "in"})
LEAVE = frozenset({"leave", "out", "quit"})
GOAL = "goal"
SETTINGS = frozenset({"settings", GOAL, "digest", "summary", "together", "config"})


class Teams:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._settings = TeamSettings(deps)

    @command(
        "team", "teams",
        help="`/stretch team`: breaks side by side, with the people of a channel",
        hints={
            "team": "how the team of a channel stands",
            "team on": "start a team in this channel; off ends it",
            "team join": "be in the team of this channel; leave to be out",
            "team settings": "a goal, a weekly summary, a break together",
        },
        takes_words=True,
    )  # fmt: skip
    async def answer(self, request: Request) -> Card | View:
        """What `/stretch team …` asks for."""
        typed = request.text
        word, _, rest = typed.lower().partition(" ")
        if not typed:
            return await self.show(request)
        if word in SETTINGS:
            if request.channel is None:
                return await self.show(request)
            meant = weekly_goal_in(rest) if word == GOAL else None
            return await self._settings.of(request, request.channel, goal=meant)
        asked: Mapping[frozenset[str], Callable[[Request], Awaitable[Card]]] = {
            ON: self.begin,
            OFF: self._ask_to_end,
            JOIN: self._ask_to_join,
            LEAVE: self._leave_here,
        }
        answer = next((method for words, method in asked.items() if word in words), None)
        if answer is not None:
            return await answer(request)
        return cards.unclear(await self._words(request.who), typed)

    async def show(self, request: Request) -> Card:
        """The team of the channel; elsewhere, the teams the person is in."""
        return await self._shown(request.who, request.channel)

    async def _shown(self, who: Who, channel: Channel | None) -> Card:
        words, at = await self._words(who), self._deps.clock()
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel) if channel is not None else None
            if team is not None:
                is_in = await teams.is_in(connection, team.channel, who.user_id)
                return await self._standing(connection, words, team, at, is_in=is_in)
            found = [] if channel is not None else await teams.of_member(connection, who)
            mine = [await seen_now(connection, it, at) for it in found[:TEAMS_SHOWN]]
        if not mine:
            return cards.no_team(words, channel)
        return team_status.my_teams(words, mine, more=len(found) - len(mine))

    @button(TEAM_ON)
    async def begin(self, request: Request) -> Card:
        """Starts a team and posts the card with Join; undone if Limber cannot post there."""
        who, channel = request.who, request.channel
        words = await self._words(who)
        if channel is None:
            return cards.where_to_type(words)
        known = await known_member(self._deps, who)
        if known is None:
            return failures.slack_silent(words)
        words = self._deps.words(known)
        team = self._new(channel, known)
        async with self._deps.database.write() as connection:
            if await members.lock(connection, who) is None:  # forgotten meanwhile
                team = replace(team, set_up_by=None)
            is_new = await teams.add(connection, team)
        if not is_new:
            return await self._exists_already(who, channel, words)
        invitation = cards.invitation(
            self._deps.languages.of(team.locale), team, await self._name(who), size=0
        )
        outcome = await self._deps.courier.post(channel, invitation)
        match outcome:
            case Delivered():
                return cards.begun(words)
            case Unclear():
                return cards.perhaps_begun(words)
            case Refused(is_elsewhere=True):
                await self._undo(team)
                return cards.not_invited(words)
            case _:
                await self._undo(team)
                return cards.not_posted(words)

    async def _ask_to_end(self, request: Request) -> Card:
        """Explains what ending a team means, with a button."""
        who, channel = request.who, request.channel
        words = await self._words(who)
        if channel is None:
            return cards.where_to_type(words)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None:
            return cards.no_team(words, channel)
        return await self._refusal(who, channel, words) or cards.ask_to_end(words, team)

    @button(TEAM_OFF)
    async def end(self, request: Request) -> Card:
        """Ends the team of the button. Idempotent."""
        who, channel = request.who, request.named_channel
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None:
            return cards.gone(words)
        if no := await self._refusal(who, channel, words):
            return no
        async with self._deps.database.write() as connection:
            ended = await teams.remove(connection, channel)
        if not ended:
            return cards.gone(words)
        farewell = cards.ended_by(self._deps.languages.of(team.locale), await self._name(who))
        await self._deps.courier.post(channel, farewell)
        return cards.ended(words)

    @button(TEAM_SEEN)
    async def _ask_to_join(self, request: Request) -> Card:
        """Explains what being in the team means, with a button: only a click joins."""
        who, channel = request.who, request.channel
        words, at = await self._words(who), self._deps.clock()
        if channel is None:
            return cards.where_to_type(words)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            if team is None:
                return cards.no_team(words, channel)
            if await teams.is_in(connection, channel, who.user_id):
                return await self._standing(connection, words, team, at, is_in=True)
            return cards.consent(words, team, await teams.size(connection, channel))

    @button(TEAM_JOIN, numbered=True)
    async def join(self, request: Request) -> Answer:
        """Joins the team of the channel that holds the button, whatever its value. Adds the person
        to the database if unknown."""
        who, channel = request.who, request.channel
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            at, words = self._deps.clock(), self._deps.words(member)
            seen = await teams.find(connection, channel) if channel is not None else None
            if channel is None or seen is None:
                return Answer(cards.gone(words))
            if member is None:  # before the team is locked, to keep the lock order
                guest = newcomer(who, seen.zone, seen.locale, at)
                member = await members.get_or_add(connection, guest)
                words = self._deps.words(member)
            team = await teams.lock(connection, channel)
            if team is None:
                return Answer(cards.gone(words))
            is_new = await teams.enter(connection, channel, who, at, member.workday(at))
            size = await teams.size(connection, channel)
        original = self._invitation(team, size) if request.action.endswith(f".{INVITED}") else None
        joined = cards.joined(words, member, team, already=not is_new)
        return Answer(joined, original=original)

    def _invitation(self, team: Team, size: int) -> Card:
        """With the current count, and without the founder, whose name only Slack knows: a crowd
        that joins must not ask it again and again."""
        return cards.invitation(self._deps.languages.of(team.locale), team, "", size)

    async def _leave_here(self, request: Request) -> Card:
        """Leaves the team of the channel; elsewhere, shows the person's teams."""
        if request.channel is None:
            return await self.show(request)
        return await self._left(request.who, request.channel, here=True)

    @button(TEAM_LEAVE, numbered=True)
    async def leave(self, request: Request) -> Card:
        channel = request.named_channel
        return await self._left(request.who, channel, here=request.channel == channel)

    async def _left(self, who: Who, channel: Channel, *, here: bool) -> Card:
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None:
            return cards.no_team(words, channel) if here else cards.gone(words)
        if not await self._leave(who, channel, self._deps.clock()):
            return cards.not_in(words)
        return cards.left(words, team, here=here)

    async def left_channel(self, channel: Channel, user_id: str, at: datetime) -> None:
        """Somebody left a channel or was removed. Ignored if they joined the team since."""
        async with self._deps.database.read() as connection:
            here = await workspaces.find(connection, channel.workspace_id)
            since = await teams.joined_at(connection, channel, user_id)
        if here is not None and user_id == here.bot_user_id:
            await self.channel_ended(channel, at)
        elif since is not None and since.replace(microsecond=0) <= at:
            await self._leave(Who(channel.workspace_id, user_id), channel, self._deps.clock())

    async def channel_ended(self, channel: Channel, at: datetime) -> None:
        """The channel ended, or Limber was removed from it. Ignored if the team is newer."""
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None or at < team.set_up_at.replace(microsecond=0):
            return
        async with self._deps.database.write() as connection:
            await teams.remove(connection, channel)
        log.info("team ended with its channel", extra={"workspace": channel.workspace_id})

    async def _exists_already(self, who: Who, channel: Channel, words: Words) -> Card:
        """For somebody who starts a team in a channel that has one."""
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            if team is None:
                return cards.gone(words)
            is_in = await teams.is_in(connection, channel, who.user_id)
            said = words("This channel has a team already.")
            at = self._deps.clock()
            return await self._standing(connection, words, team, at, is_in=is_in, said=said)

    async def _standing(
        self,
        connection: AsyncConnection,
        words: Words,
        team: Team,
        at: datetime,
        *,
        is_in: bool,
        said: str = "",
    ) -> Card:
        size = await teams.size(connection, team.channel)
        now = await seen_now(connection, team, at)
        return team_status.status(words, now, size, is_in=is_in, news=said)

    async def _leave(self, who: Who, channel: Channel, at: datetime) -> bool:
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None or await teams.lock(connection, channel) is None:
                return False
            return await teams.leave(connection, channel, who, member.workday(at))

    async def _refusal(self, who: Who, channel: Channel, words: Words) -> Card | None:
        """Only the team's people and admins may end it."""
        async with self._deps.database.read() as connection:
            is_in = await teams.is_in(connection, channel, who.user_id)
        return await refusal(self._deps, who, words, cards.not_yours(words), may=is_in)

    async def _undo(self, team: Team) -> None:
        """Removes a team that could not be announced, unless it was replaced meanwhile."""
        async with self._deps.database.write() as connection:
            there = await teams.lock(connection, team.channel)
            if there is not None and there.set_up_at == team.set_up_at:
                await teams.remove(connection, team.channel)

    def _new(self, channel: Channel, known: Member) -> Team:
        """A new team, in the time zone and language of the person who starts it."""
        at = self._deps.clock()
        team = Team(
            workspace_id=channel.workspace_id,
            channel_id=channel.channel_id,
            set_up_by=known.user_id,
            set_up_at=at,
            zone=known.zone,
            locale=known.locale,
            digest=FRIDAY_AT_THREE,
        )
        return replace(team, digest_at=next_digest(team, at))

    async def _name(self, who: Who) -> str:
        """The person's name in Slack; "" if Slack does not answer."""
        profile = await self._deps.directory.profile(who)
        return profile.name if profile is not None else ""

    async def _words(self, who: Who) -> Words:
        return self._deps.words(await find_member(self._deps, who))
