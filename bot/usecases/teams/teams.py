"""Teams: beginning one in a channel, being in it and not, what its people decide, and its end.

Nobody is made a member by anything but their own click. What is asked from a channel is about the
team of that channel; Slack's word for where somebody is, not that of a button, says which it is.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import replies
from bot.cards.parts.blocks import Card, View
from bot.cards.schedule import days_off_cards
from bot.cards.teams import team_cards as cards
from bot.cards.teams import team_settings
from bot.cards.teams.team_settings import Faults, TeamForm
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
from bot.usecases.deps import Courier, Delivered, Deps, Directory, Refused, Unclear
from bot.usecases.home.overviews import TEAMS_SHOWN
from bot.usecases.people.membership import Membership
from bot.usecases.teams.team_views import seen_now, workday_of

log = logging.getLogger(__name__)

ON = frozenset({"on", "start", "begin", "new"})
OFF = frozenset({"off", "stop", "end", "delete"})
JOIN = frozenset({"join", "in"})
LEAVE = frozenset({"leave", "out", "quit"})
GOAL = "goal"
SETTINGS = frozenset({"settings", GOAL, "digest", "summary", "together", "config"})


class Teams:
    def __init__(
        self, deps: Deps, membership: Membership, directory: Directory, courier: Courier
    ) -> None:
        self._deps = deps
        self._membership = membership
        self._directory = directory
        self._courier = courier

    async def answer(
        self, who: Who, typed: str, channel: Channel | None, answer_to: str
    ) -> Card | View:
        """What `/stretch team …` asks for; `channel` is where it was typed, if that is one."""
        word, _, rest = typed.lower().partition(" ")
        if not typed:
            return await self.show(who, channel)
        if word in SETTINGS:
            meant = _goal_in(rest) if word == GOAL else None
            return await self.settings(who, channel, answer_to, goal=meant)
        asked: Mapping[frozenset[str], Callable[[Who, Channel | None], Awaitable[Card]]] = {
            ON: self.begin,
            OFF: self.ask_to_end,
            JOIN: self.ask_to_join,
            LEAVE: self.leave_here,
        }
        doing = next((it for words, it in asked.items() if word in words), None)
        if doing is not None:
            return await doing(who, channel)
        return cards.unclear(await self._words(who), typed)

    async def show(self, who: Who, channel: Channel | None) -> Card:
        """How the team of a channel stands; elsewhere, the teams somebody is in."""
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
        return cards.mine(words, mine, more=len(found) - len(mine))

    async def begin(self, who: Who, channel: Channel | None) -> Card:
        """A team in a channel, and the card with Join there; nothing where Limber may not post."""
        words = await self._words(who)
        if channel is None:
            return cards.where_to_type(words)
        known = await self._membership.known(who)
        if known is None:
            return replies.slack_silent(words)
        words = self._deps.words(known)
        team = self._new(channel, known)
        async with self._deps.database.write() as connection:
            if await members.lock(connection, who) is None:  # forgotten meanwhile
                team = replace(team, set_up_by=None)
            is_new = await teams.add(connection, team)
        if not is_new:
            return await self._is_there(who, channel, words)
        told = self._deps.languages.of(team.locale)
        outcome = await self._courier.post(
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

    async def ask_to_end(self, who: Who, channel: Channel | None) -> Card:
        """What the end of a team means, and the button that brings it."""
        words = await self._words(who)
        if channel is None:
            return cards.where_to_type(words)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None:
            return cards.no_team(words, channel)
        return await self._refusal(who, channel, words) or cards.ask_to_end(words, team)

    async def end(self, who: Who, channel: Channel) -> Card:
        """Ends a team; a second time changes nothing."""
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
        await self._courier.post(channel, cards.ended_by(told, await self._name(who)))
        return cards.ended(words)

    async def ask_to_join(self, who: Who, channel: Channel | None) -> Card:
        """What being in the team means, with a button: joining is by click."""
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

    async def join(self, who: Who, channel: Channel | None) -> Card:
        """A click on Join, of somebody who need not be known yet; `channel` is where the button
        stands, whatever it carries."""
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
            is_new = await teams.enter(connection, channel, who, at, workday_of(member, at))
        return cards.joined(words, member, team, already=not is_new)

    async def leave_here(self, who: Who, channel: Channel | None) -> Card:
        """Leaves the team of a channel; elsewhere, shows the teams there are to leave."""
        if channel is None:
            return await self.show(who, None)
        return await self.leave(who, channel, here=True)

    async def leave(self, who: Who, channel: Channel, *, here: bool) -> Card:
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        if team is None:
            return cards.no_team(words, channel) if here else cards.gone(words)
        if not await self._leave(who, channel, self._deps.clock()):
            return cards.not_in(words)
        return cards.left(words, team, here=here)

    async def settings(
        self, who: Who, channel: Channel | None, answer_to: str, *, goal: int | None = None
    ) -> View | Card:
        """The team's settings, for its people; `answer_to` comes back with the form, in which a
        `goal` that was typed is filled in already."""
        words = await self._words(who)
        if channel is None:
            return await self.show(who, None)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            if team is None:
                return cards.no_team(words, channel)
            if not await teams.is_in(connection, channel, who.user_id):
                return cards.members_decide(words)
        team = team if goal is None else replace(team, weekly_goal=goal)
        return team_settings.team_settings(words, team, f"{channel.channel_id} {answer_to}")

    async def checked(self, who: Who, channel: Channel, form: TeamForm) -> Team | Faults | None:
        """The team as a form would have it, or what is wrong with it; None for a team that is
        gone, or not theirs."""
        words = await self._words(who)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
            is_in = await teams.is_in(connection, channel, who.user_id)
        return team_settings.chosen(words, form, team) if team is not None and is_in else None

    async def save_settings(self, who: Who, channel: Channel, form: TeamForm) -> Card:
        words = await self._words(who)
        async with self._deps.database.write() as connection:
            team = await teams.lock(connection, channel)
            if team is None:
                return cards.gone(words)
            if not await teams.is_in(connection, channel, who.user_id):
                return cards.members_decide(words)
            chosen = team_settings.chosen(words, form, team)
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
        return cards.standing(words, now, size, is_in=is_in, said=said)

    async def _leave(self, who: Who, channel: Channel, at: datetime) -> bool:
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None or await teams.lock(connection, channel) is None:
                return False
            return await teams.leave(connection, channel, who, workday_of(member, at))

    async def _refusal(self, who: Who, channel: Channel, words: Words) -> Card | None:
        """What to say to who may not end a team: neither of its people nor, as Slack is asked
        then, an admin."""
        async with self._deps.database.read() as connection:
            is_in = await teams.is_in(connection, channel, who.user_id)
        is_admin = is_in or await self._directory.is_admin(who)
        if is_admin is None:
            return days_off_cards.admin_unknown(words)
        return None if is_admin else cards.not_yours(words)

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
        profile = await self._directory.profile(who)
        return profile.name if profile is not None else ""

    async def _words(self, who: Who) -> Words:
        return self._deps.words(await self._membership.find(who))


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
