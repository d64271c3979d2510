"""Teams: beginning one in a channel, being in it and not, what its people decide, and its end.

Nobody is made a member by anything but their own click. What is asked from a channel is about the
team of that channel; Slack's word for where somebody is, not that of a button, says which it is.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts import failures
from bot.cards.parts.action_ids import (
    TEAM_JOIN,
    TEAM_LEAVE,
    TEAM_OFF,
    TEAM_ON,
    TEAM_SAVED,
    TEAM_SETTINGS,
)
from bot.cards.parts.blocks import Card, View
from bot.cards.teams import team_cards as cards
from bot.cards.teams import team_settings, team_status
from bot.cards.teams.team_settings import TeamForm
from bot.domain.members import Member, Who, newcomer
from bot.domain.teams.teams import (
    FRIDAY_AT_THREE,
    GOAL_BOUNDS,
    Channel,
    Team,
    next_digest,
    next_together,
)
from bot.library.words import Words
from bot.store.people import members, workspaces
from bot.store.teams import teams
from bot.usecases.deps import Deps
from bot.usecases.people.admins import refusal
from bot.usecases.people.lookup import find_member, known_member
from bot.usecases.ports import Delivered, Refused, Unclear
from bot.usecases.registry import button, command, form
from bot.usecases.requests import (
    Answer,
    Faults,
    HomeNote,
    Request,
    Save,
    Show,
    Submission,
)
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
            meant = _goal_in(rest) if word == GOAL else None
            return await self._settings(request, request.channel, goal=meant)
        asked: Mapping[frozenset[str], Callable[[Request], Awaitable[Card]]] = {
            ON: self.begin,
            OFF: self._ask_to_end,
            JOIN: self._ask_to_join,
            LEAVE: self._leave_here,
        }
        doing = next((it for words, it in asked.items() if word in words), None)
        if doing is not None:
            return await doing(request)
        return cards.unclear(await self._words(request.who), typed)

    async def show(self, request: Request) -> Card:
        """How the team of a channel stands; elsewhere, the teams somebody is in."""
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
        """A team in a channel, and the card with Join there; nothing where Limber may not post."""
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
            return await self._is_there(who, channel, words)
        told = self._deps.languages.of(team.locale)
        outcome = await self._deps.courier.post(
            channel, cards.invitation(told, team, await self._name(who))
        )
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
        """What the end of a team means, and the button that brings it."""
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
        """Ends the team of the button; a second time changes nothing."""
        who, channel = request.who, _named(request)
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
        told = self._deps.languages.of(team.locale)
        await self._deps.courier.post(channel, cards.ended_by(told, await self._name(who)))
        return cards.ended(words)

    async def _ask_to_join(self, request: Request) -> Card:
        """What being in the team means, with a button: joining is by click."""
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
    async def join(self, request: Request) -> Card:
        """Joins the team of the channel that the button stands in, whatever it carries. Nobody
        need be known to Limber before."""
        who, channel = request.who, request.channel
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            at, words = self._deps.clock(), self._deps.words(member)
            seen = await teams.find(connection, channel) if channel is not None else None
            if channel is None or seen is None:
                return cards.gone(words)
            if member is None:  # before the team is held, so that locks are taken in their order
                guest = newcomer(who, seen.zone, seen.locale, at)
                member = await members.get_or_add(connection, guest)
                words = self._deps.words(member)
            team = await teams.lock(connection, channel)
            if team is None:
                return cards.gone(words)
            is_new = await teams.enter(connection, channel, who, at, member.workday(at))
        return cards.joined(words, member, team, already=not is_new)

    async def _leave_here(self, request: Request) -> Card:
        """Leaves the team of a channel; elsewhere, shows the teams there are to leave."""
        if request.channel is None:
            return await self.show(request)
        return await self._left(request.who, request.channel, here=True)

    @button(TEAM_LEAVE, numbered=True)
    async def leave(self, request: Request) -> Card:
        channel = _named(request)
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

    @button(TEAM_SETTINGS, numbered=True)
    async def settings(self, request: Request) -> View | Answer:
        opened = await self._settings(request, _named(request))
        return opened if isinstance(opened, View) else Answer(opened, Show.BELOW)

    async def _settings(
        self, request: Request, channel: Channel | None, *, goal: int | None = None
    ) -> View | Card:
        """The team's settings, for its people. A `goal` that was typed is filled in already."""
        who = request.who
        words = await self._words(who)
        if channel is None:
            return await self._shown(who, None)
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
        if team is not None and is_in:  # if not, the answer says so
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

    async def left_channel(self, channel: Channel, user_id: str, at: datetime) -> None:
        """Slack says that somebody left a channel, or was taken out of it.

        News from before they joined the team says nothing about that.
        """
        async with self._deps.database.read() as connection:
            here = await workspaces.find(connection, channel.workspace_id)
            since = await teams.joined_at(connection, channel, user_id)
        if here is not None and user_id == here.bot_user_id:
            await self.gone(channel, at)
        elif since is not None and since.replace(microsecond=0) <= at:
            await self._leave(Who(channel.workspace_id, user_id), channel, self._deps.clock())

    async def gone(self, channel: Channel, at: datetime) -> None:
        """A channel is no more, or Limber no longer in it: its team ends.

        News from before the team began says nothing about it.
        """
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None or at < team.set_up_at.replace(microsecond=0):
            return
        async with self._deps.database.write() as connection:
            await teams.remove(connection, channel)
        log.info("team ended with its channel", extra={"workspace": channel.workspace_id})

    async def _is_there(self, who: Who, channel: Channel, words: Words) -> Card:
        """To who would begin a team where there is one."""
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
        """What to say to somebody who may not end a team: they are not in it, and no admin."""
        async with self._deps.database.read() as connection:
            is_in = await teams.is_in(connection, channel, who.user_id)
        return await refusal(self._deps, who, words, cards.not_yours(words), may=is_in)

    async def _undo(self, team: Team) -> None:
        """Takes back a team that Slack did not let begin, unless another has since."""
        async with self._deps.database.write() as connection:
            there = await teams.lock(connection, team.channel)
            if there is not None and there.set_up_at == team.set_up_at:
                await teams.remove(connection, team.channel)

    def _new(self, channel: Channel, known: Member) -> Team:
        """A team as it begins, on the clock and in the language of who begins it."""
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
        """What somebody is called in Slack; "" where Slack does not tell."""
        profile = await self._deps.directory.profile(who)
        return profile.name if profile is not None else ""

    async def _words(self, who: Who) -> Words:
        return self._deps.words(await find_member(self._deps, who))


def _goal_in(typed: str) -> int | None:
    """A weekly goal as it was typed; None for what is none."""
    low, high = GOAL_BOUNDS
    goal = int(typed) if typed.isdecimal() and len(typed) <= len(str(high)) else 0
    return goal if low <= goal <= high else None


def _due(team: Team, at: datetime, *, before: Team) -> Team:
    """With the next times of what was changed. A daily break that rests comes back."""
    if team.digest != before.digest:
        team = replace(team, digest_at=next_digest(team, at))
    if team.together != before.together or team.together_at is None:
        team = replace(team, together_at=next_together(team, at))
    return team


def _named(request: Request) -> Channel:
    """The channel of the team that a button names."""
    return Channel(request.who.workspace_id, request.text)
