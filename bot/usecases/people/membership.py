"""Joining and leaving."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.cards.parts import failures
from bot.cards.parts.action_ids import JOIN, JOINED, LEAVE
from bot.cards.parts.blocks import Card, View
from bot.cards.people import membership_cards
from bot.cards.schedule.settings_modal import join_modal
from bot.domain.breaks.quiet import answered, has_news
from bot.domain.members import DueReason, Member, MemberStatus, Who
from bot.domain.schedule.absence import seen_active
from bot.domain.schedule.due_times import rescheduled
from bot.domain.schedule.rhythms import interval_restarted
from bot.domain.settings.preferences import Preferences
from bot.store.breaks import nudges
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member, known_member, visit
from bot.usecases.people.settings_form import read_settings
from bot.usecases.pictures.figures import Viewer
from bot.usecases.registry import button, command, form
from bot.usecases.requests import Answer, Faults, Request, Save, Show, Submission


class Membership:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "join", "start", "on", "subscribe",
        help="`/stretch join`, `/stretch leave`: nudges on, nudges off",
        hints={"join": "get nudges during your working day"},
    )  # fmt: skip
    async def join(self, request: Request) -> Card:
        """Joins with the settings that they have, or that their time zone suggests."""
        known = await known_member(self._deps, request.who)
        if known is None:
            return failures.slack_silent(self._deps.words(None))
        return await self._join(request.who, known, None)

    @button(JOIN)
    async def ask(self, request: Request) -> View | Answer:
        """Opens the form to join."""
        known = await known_member(self._deps, request.who)
        words = self._deps.words(known)
        if known is None:
            return Answer(failures.slack_silent(words))
        if known.is_active:
            card = membership_cards.already_joined(words, known)
            return Answer(card, Show.IN_PLACE, redraws_home=True)
        return join_modal(words, known, request.answer_to)

    @form(JOINED)
    async def submitted(self, submission: Submission) -> Faults | Save:
        known = await find_member(self._deps, submission.who)
        before = known.preferences if known is not None else Preferences()
        words, shown_week = self._deps.words(known), submission.about
        chosen = read_settings(words, submission.values, before, (), None, shown_week)
        if isinstance(chosen, Mapping):
            return chosen
        return partial(self._save, submission.who, chosen)

    async def _save(self, who: Who, preferences: Preferences) -> Answer | None:
        known = await find_member(self._deps, who)
        if known is None:
            return None
        return Answer(await self._join(who, known, preferences), Show.WELCOME)

    async def _join(self, who: Who, known: Member, preferences: Preferences | None) -> Card:
        words, at = self._deps.words(known), self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            if member.is_active:
                return membership_cards.already_joined(words, member)
            joined = replace(
                interval_restarted(member, at),
                preferences=preferences or member.preferences,
                status=MemberStatus.ACTIVE,
                paused_until=None,
                ignored_days=0,
            )
            member = rescheduled(joined, at, self._deps.jitter(who))
            await members.save(connection, member)
            await members.joined(connection, who, at)
        rotation = self._deps.library.rotation(member.preferences.allowed)
        self._deps.figures.prepare(words, Viewer.of(who, member), rotation)
        return membership_cards.joined(words, member, at)

    @command("leave", "quit", "unsubscribe", hints={"leave": "no more nudges"})
    @button(LEAVE)
    async def leave(self, request: Request) -> Card:
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal()
            await visited.excuse_today(visited.member)
            await visited.save(
                replace(
                    visited.member,
                    status=MemberStatus.LEFT,
                    paused_until=None,
                    next_exercise_id=None,
                    recheck_at=None,
                )
            )
            await nudges.expire_live(visited.connection, [request.who], visited.at)
            return membership_cards.left(visited.words)

    @command("stop")
    async def stop(self, request: Request) -> Card:
        """Shows the ways to stop, and takes none of them."""
        member = await find_member(self._deps, request.who)
        words = self._deps.words(member)
        if member is None or not member.is_active:
            return membership_cards.not_a_member(words, left=member is not None and member.has_left)
        return membership_cards.how_to_stop(words)

    async def note_activity(self, who: Who) -> None:
        """The person did something, so they are not away, and nudges come as usual."""
        found, at = await find_member(self._deps, who), self._deps.clock()
        if found is None or not found.is_active:
            return
        was_away = found.unanswered or found.due_reason is DueReason.AWAY
        if not was_away and not has_news(found, at):
            return
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is not None:
                jitter = self._deps.jitter(who)
                here = answered(seen_active(member, at, jitter), at, jitter)
                await members.reschedule(connection, [here])
