"""Group breaks: calling one, joining, leaving, calling it off.

A click only changes rows, and is answered with an ephemeral message. Only group_break_runner.py
edits the card in the channel.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts import failures
from bot.cards.parts.action_ids import TOGETHER_BACK, TOGETHER_JOIN, TOGETHER_LEAVE, TOGETHER_OFF
from bot.cards.parts.blocks import Card
from bot.cards.people import help_cards
from bot.cards.teams import group_break_cards
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.exercises.picking import pick
from bot.domain.members import Member, Who, newcomer
from bot.domain.phrases.together_command import CallOff, Daily, GroupBreakCall, Misread, read_call
from bot.domain.schedule.due_times import group_break_joined, group_break_left
from bot.domain.settings.preferences import Pictures
from bot.domain.teams.group_breaks import (
    AROUND,
    COALESCE,
    EDIT_WITHIN,
    GroupBreak,
    GroupBreakState,
    by_the_clock,
    called_off,
    suits_a_group,
)
from bot.domain.teams.teams import Channel, next_together
from bot.library.finder import SUGGESTIONS, Found, FoundArea
from bot.library.words import Words
from bot.store.people import members
from bot.store.teams import group_breaks, teams
from bot.usecases.deps import Deps
from bot.usecases.people.admins import refusal
from bot.usecases.people.lookup import known_member
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import Delivered, NotTaken, Refused, Unclear
from bot.usecases.registry import button, command
from bot.usecases.requests import Request

log = logging.getLogger(__name__)

REMEMBERED = 12
"""Past group breaks of a channel whose exercises are not picked again."""
PLACED_WITHIN = timedelta(minutes=1)
"""When a card with an unknown outcome, and without a click, counts as lost."""


class GroupBreaks:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "together",
        help="`/stretch together`, `/stretch together at 14:00`: a break with a whole channel",
        hints={
            "together …": "a break with everybody in a channel: in 5m, at 14:00, neck tilt",
            "together off": "call it off",
        },
        takes_words=True,
    )
    async def call(self, request: Request) -> Card:
        """Calls a group break in the channel, or calls it off."""
        who, channel, phrase = request.who, request.channel, request.text
        known = await known_member(self._deps, who)
        words = self._deps.words(known)
        if known is None:
            return failures.slack_silent(words)
        if channel is None:
            return group_break_cards.not_here(words)
        at = self._deps.clock()
        match read_call(phrase, at, known.zone):
            case CallOff():
                return await self._call_off_there(who, channel, words)
            case Daily():
                return group_break_cards.daily_is_the_teams(words)
            case Misread() as misread:
                return group_break_cards.unclear(words, misread)
            case GroupBreakCall(asked, starts_at):
                chosen = await self._choose(words, channel, asked)
                if isinstance(chosen, Card):
                    return chosen
                return await self._start(known, channel, chosen, starts_at, at)

    @button(TOGETHER_JOIN)
    async def join(self, request: Request) -> Card:
        """Adds a person to the session. Idempotent. They need not be in the database yet."""
        who, session_id, place = request.who, request.text, request.message
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            words = self._deps.words(member)
            if member is None:  # before the session is locked, to keep the lock order
                seen = await group_breaks.find(connection, session_id)
                guest = self._newcomer(who, seen, at)
                if guest is None:
                    return (
                        group_break_cards.gone(words)
                        if seen is None
                        else group_break_cards.over(words)
                    )
                member = await members.get_or_add(connection, guest)
                words = self._deps.words(member)
            current = await self._lock_current(connection, who, session_id, at)
            if current is None:
                return group_break_cards.gone(words)
            session, ends_at = current
            if not session.state.is_live:
                return await self._over(connection, who, session, words)
            if session.message_ts is None and place is not None:
                await group_breaks.placed(connection, session_id, place.message_ts)
            came = await group_breaks.enter(connection, session_id, who, at)
            if came:
                await _wake(connection, session, at)
            if at >= session.starts_at - AROUND:
                after = group_break_joined(member, at, ends_at, self._deps.jitter(who))
                await _changed(connection, member, after)
        is_nudged = member.is_active
        return group_break_cards.joined(words, session, at, already=not came, nudged=is_nudged)

    @button(TOGETHER_LEAVE)
    async def leave(self, request: Request) -> Card:
        who, session_id = request.who, request.text
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            words = self._deps.words(member)
            current = await self._lock_current(connection, who, session_id, at)
            if current is None or member is None:
                return group_break_cards.gone(words)
            session, ends_at = current
            if not session.state.is_live:
                return await self._over(connection, who, session, words)
            if await group_breaks.leave(connection, session_id, who):
                await _wake(connection, session, at)
                after = group_break_left(member, at, ends_at, self._deps.jitter(who))
                await _changed(connection, member, after)
        return group_break_cards.left(words, session)

    @button(TOGETHER_OFF)
    async def call_off(self, request: Request) -> Card:
        """Ends it for everybody. Its host, the team whose daily break it is, and admins may."""
        who, session_id = request.who, request.text
        async with self._deps.database.read() as connection:
            words = self._deps.words(await members.find(connection, who))
            session = await self._find(connection, who, session_id)
        if session is None:
            return group_break_cards.gone(words)
        return await self._call_off(who, session, words)

    async def channel_ended(self, channel: Channel, at: datetime) -> None:
        """The channel ended, or Limber was removed from it. Ignored if the card is newer."""
        async with self._deps.database.read() as connection:
            session = await group_breaks.live_in(connection, channel)
        if session is None or session.message_ts is None:
            return
        if at.timestamp() < int(float(session.message_ts)):
            return
        async with self._deps.database.write() as connection:
            await self._end(connection, session.id, has_card=False)

    @button(TOGETHER_BACK)
    async def bring_back(self, request: Request) -> Card:
        """Resumes a team's suspended daily break."""
        who, at = request.who, self._deps.clock()
        channel = request.channel or Channel(who.workspace_id, "")
        async with self._deps.database.read() as connection:
            words = self._deps.words(await members.find(connection, who))
            team = await teams.find(connection, channel)
            is_in = await teams.is_in(connection, channel, who.user_id)
        if team is None or team.together is None:
            return group_break_cards.not_back(words)
        if no := await refusal(
            self._deps, who, words, group_break_cards.not_back(words), may=is_in
        ):
            return no
        async with self._deps.database.write() as connection:
            team = await teams.lock(connection, channel)
            starts = next_together(team, at) if team is not None else None
            if team is None or starts is None:
                return group_break_cards.not_back(words)
            await teams.move_together(connection, channel, None, starts)
        return group_break_cards.back(words, team.together_at or starts, team.zone)

    async def _find(
        self, connection: AsyncConnection, who: Who, session_id: str
    ) -> GroupBreak | None:
        """The session, if it is in the person's workspace."""
        found = await group_breaks.find(connection, session_id)
        return found if found is not None and found.workspace_id == who.workspace_id else None

    async def _lock_current(
        self, connection: AsyncConnection, who: Who, session_id: str, at: datetime
    ) -> tuple[GroupBreak, datetime] | None:
        """Locks the session; as `_current`."""
        return self._current(who, await group_breaks.lock(connection, session_id), at)

    def _current(
        self, who: Who, session: GroupBreak | None, at: datetime
    ) -> tuple[GroupBreak, datetime] | None:
        """The session by the clock, and when it ends. None if there is none in the person's
        workspace, or the library no longer has its exercise."""
        if session is None or session.workspace_id != who.workspace_id:
            return None
        exercise = self._deps.library.exercises.get(session.exercise_id)
        if exercise is None:
            return None
        now = by_the_clock(session, exercise, at)
        return replace(now, due_at=session.due_at), session.ends_at(exercise)

    def _newcomer(self, who: Who, seen: GroupBreak | None, at: datetime) -> Member | None:
        """A guest for a live session, with its time zone and language."""
        current = self._current(who, seen, at)
        if current is None or not current[0].state.is_live:
            return None
        return newcomer(who, current[0].zone, current[0].locale, at)

    async def _over(
        self, connection: AsyncConnection, who: Who, session: GroupBreak, words: Words
    ) -> Card:
        took_part = session.counts and await group_breaks.is_in(connection, session.id, who)
        return group_break_cards.over(words, took_part=took_part)

    async def _choose(self, words: Words, channel: Channel, asked: str) -> Exercise | Card:
        """The exercise that was named, else one that suits a group."""
        pool = tuple(filter(suits_a_group, self._deps.library.exercises.values()))
        if asked:
            match self._deps.library.find(asked):
                case Found(exercise) if exercise.kind is ExerciseKind.SELF_CHECK:
                    return group_break_cards.only_alone(words)
                case Found(exercise):
                    return exercise
                case FoundArea(_, exercises):
                    pool = tuple(exercise for exercise in pool if exercise in exercises)
                    if not pool:
                        return group_break_cards.nothing_for_a_group(words, asked)
                case missed:
                    near = tuple(
                        f"together {exercise.name.lower()}" for exercise in missed.suggestions
                    )
                    return help_cards.unknown(words, asked, near[:SUGGESTIONS])
        async with self._deps.database.read() as connection:
            recent = await group_breaks.recent_exercises(connection, channel, REMEMBERED)
        picked = pick(pool, recent, self._deps.random.random())
        return picked if picked is not None else group_break_cards.nothing_for_a_group(words, asked)

    async def _start(
        self, host: Member, channel: Channel, exercise: Exercise, starts_at: datetime, at: datetime
    ) -> Card:
        words = self._deps.words(host)
        async with self._deps.database.read() as connection:
            team = await teams.find(connection, channel)
        session = GroupBreak(
            id=self._deps.new_id(),
            **channel._asdict(),
            host=host.user_id,
            daily=False,
            exercise_id=exercise.id,
            locale=host.locale if team is None else team.locale,
            zone=host.zone if team is None else team.zone,
            starts_at=starts_at,
        )
        async with self._deps.database.write() as connection:
            if await members.lock(connection, host.who) is None:  # forgotten meanwhile
                session = replace(session, host=None)
            card = await announced(self._deps, connection, session, exercise, at)
            running = await group_breaks.live_in(connection, channel) if card is None else None
        if card is None:
            return group_break_cards.already_called(words, running or session, at)
        match await post(self._deps, session, card, at):
            case Delivered():
                return group_break_cards.posted(words, session, at)
            case Refused(is_elsewhere=True):
                return group_break_cards.not_in_channel(words)
            case Unclear():
                return group_break_cards.perhaps_posted(words)
            case _:
                return group_break_cards.not_posted(words)

    async def _call_off_there(self, who: Who, channel: Channel, words: Words) -> Card:
        async with self._deps.database.read() as connection:
            session = await group_breaks.live_in(connection, channel)
        if session is None:
            return group_break_cards.nothing_on(words)
        return await self._call_off(who, session, words)

    async def _call_off(self, who: Who, session: GroupBreak, words: Words) -> Card:
        async with self._deps.database.read() as connection:
            is_theirs = session.host == who.user_id or (
                session.daily and await teams.is_in(connection, session.channel, who.user_id)
            )
        not_yours = group_break_cards.not_yours(words, session)
        if no := await refusal(self._deps, who, words, not_yours, may=is_theirs):
            return no
        async with self._deps.database.write() as connection:
            ended = await self._end(connection, session.id, has_card=True)
        return group_break_cards.called_off(words) if ended else group_break_cards.over(words)

    async def _end(self, connection: AsyncConnection, session_id: str, *, has_card: bool) -> bool:
        """Ends a session early; False if it was over. `has_card`: its card can still be edited."""
        at = self._deps.clock()
        found = await group_breaks.lock(connection, session_id)
        exercise = None if found is None else self._deps.library.exercises.get(found.exercise_id)
        if found is None or exercise is None or not found.state.is_live:
            return False
        ended = called_off(found, exercise, at)
        if ended.state not in {GroupBreakState.STOPPED, GroupBreakState.CALLED_OFF}:
            return False
        took = await group_breaks.count(connection, session_id) if ended.counts else 0
        message_ts = ended.message_ts if has_card else None
        ended = replace(ended, due_at=at, took=took, message_ts=message_ts)
        await group_breaks.save(connection, ended)
        return True


async def announced(
    deps: Deps, connection: AsyncConnection, session: GroupBreak, exercise: Exercise, at: datetime
) -> Card | None:
    """Adds the session and returns the card to post; None if the channel has a live session."""
    due_at = by_the_clock(session, exercise, at).due_at or at
    row = replace(session, due_at=min(due_at, at + PLACED_WITHIN))
    if not await group_breaks.add(connection, row, at + EDIT_WITHIN):
        return None
    words = deps.languages.of(session.locale)
    viewer = Viewer(session.workspace_id, Pictures.MOVING)
    [figure] = await deps.figures.of_offers(connection, [(words, viewer, exercise)])
    return group_break_cards.called(words, session, exercise, 0, at, figure)


async def post(
    deps: Deps, session: GroupBreak, card: Card, at: datetime
) -> Delivered | Refused | Unclear | NotTaken:
    """Posts the card of a new session, and records the outcome.

    If Slack did not post it, the session is removed. If the outcome is unknown, it stays for a
    moment: a click on the card would tell where it is.
    """
    outcome = await deps.courier.post(session.channel, card)
    until = at + EDIT_WITHIN
    async with deps.database.write() as connection:
        match outcome:
            case Delivered(_, message_ts):
                await group_breaks.placed(connection, session.id, message_ts)
                await group_breaks.edited(connection, session.id, until, drawn=session.sight(0))
            case Unclear():
                await group_breaks.edited(connection, session.id, until)
            case _:
                await group_breaks.remove(connection, session.id)
    if not isinstance(outcome, Delivered):
        log.info(
            "group break not posted",
            extra={"workspace": session.workspace_id, "error": outcome.error},
        )
    return outcome


async def _wake(connection: AsyncConnection, session: GroupBreak, at: datetime) -> None:
    """Redraws the number of people before the start. Later it changes with the next step, so that
    the film does not restart."""
    if session.state is GroupBreakState.CALLED:
        await group_breaks.wake(connection, session, at + COALESCE)


async def _changed(connection: AsyncConnection, before: Member, after: Member) -> None:
    if after != before:
        await members.reschedule(connection, [after])
