"""Pausing, resuming and snoozing."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards.parts.action_ids import PAUSE_HOUR, PAUSE_TODAY, RESUME
from bot.cards.parts.blocks import Card
from bot.cards.schedule import pause_cards, unread_time
from bot.domain.breaks.card_state import OPEN, CardState, Progress
from bot.domain.breaks.nudges import Nudge
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.until import LocalContext, end_of_pause, end_of_snooze, read_snooze
from bot.domain.schedule.due_times import delayed, is_snoozed, rests_today, snoozed
from bot.domain.schedule.rhythms import interval_restarted
from bot.store.breaks import nudges
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import visit
from bot.usecases.registry import button, command
from bot.usecases.requests import Request

JUST_CAME = timedelta(minutes=10)
"""The age up to which "snooze" means the last card; later it means the next nudge."""


class Pausing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "pause",
        help="`/stretch pause 2h`, `/stretch pause till monday`, `/stretch resume`",
        hints={"pause …": "for a while: 2h, till mon, until 14:00"},
        takes_words=True,
    )
    @button(PAUSE_HOUR, text="1h")
    @button(PAUSE_TODAY, text="today")
    async def pause(self, request: Request) -> Card:
        """Pauses for as long as the text says."""
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal()
            end = end_of_pause(request.text, LocalContext.of(visited.member, visited.at))
            if isinstance(end, Unreadable):
                return unread_time.pause(visited.words, end, request.text)
            member = await visited.save(replace(visited.member, paused_until=end.at))
            excused = rests_today(member, visited.at)
            if excused:
                await visited.excuse_today(member)
            return pause_cards.paused(visited.words, member, end, excused=excused)

    @command("resume", "unpause", "continue", hints={"resume": "end a pause"})
    @button(RESUME)
    async def resume(self, request: Request) -> Card:
        async with visit(self._deps, request.who) as visited:
            member = visited.member
            if member is None:
                return visited.refusal()
            if not member.is_paused(visited.at) and not is_snoozed(member, visited.at):
                return pause_cards.not_paused(visited.words, member)
            awake = replace(interval_restarted(member, visited.at), paused_until=None)
            return pause_cards.resumed(visited.words, await visited.save(awake))

    @command(
        "snooze", "later",
        help="`/stretch snooze`: ten minutes later; or `20`, `after lunch`, `tomorrow`",
        hints={"snooze …": "ten minutes later, or: 20, after lunch, tomorrow"},
        takes_words=True,
    )  # fmt: skip
    async def snooze(self, request: Request) -> Card:
        """Snoozes the offered card, else the next nudge."""
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return visited.refusal()
            present = LocalContext.of(visited.member, visited.at)
            snooze = read_snooze(request.text, present)
            if isinstance(snooze, Unreadable):
                return unread_time.snooze(visited.words, snooze, request.text)
            until = end_of_snooze(snooze, present)
            card = await nudges.latest(visited.connection, request.who)
            if card is not None and _just_came(card, visited.at):
                put_off = card.moved(Progress(CardState.SNOOZED))
                await nudges.move(visited.connection, put_off, visited.at)
                after = snoozed(visited.member, visited.at, card.exercise_id, visited.jitter, until)
            else:
                after = delayed(visited.member, visited.at, visited.jitter, until)
            await members.save(visited.connection, after)
            if until.ends_the_day and after != visited.member:
                await visited.excuse_today(visited.member)
            return pause_cards.snoozed(visited.words, visited.member, after, until)


def _just_came(card: Nudge, at: datetime) -> bool:
    return card.progress.state in OPEN and not card.asked and at - card.created_at <= JUST_CAME
