"""Making old cards one line, where a newer one has taken over: beside the nudges, never before.

One transaction takes a few cards of each workspace from the queue. Only then is Slack asked,
once for each card. This is for looks alone: a card that is lost on the way stays as it was.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.breaks import past_card
from bot.cards.parts.blocks import Card
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.old_cards import BEHIND, PACE
from bot.domain.pacing import UPDATES, held_back, reserve
from bot.store.breaks import nudges
from bot.store.breaks.nudges import Old
from bot.store.people import members, workspaces
from bot.usecases.breaks.card_click import CardClick
from bot.usecases.deps import Deps
from bot.usecases.ports import MessageRef, NotTaken, Refused, Unclear, Updated, UpdateOutcome

log = logging.getLogger(__name__)

WORKSPACES = 20
"""Workspaces that are looked after in one round."""
IN_FLIGHT = 8
"""Updates under way at once: few, to leave connections to the nudges."""


@dataclass(frozen=True)
class Taken:
    """Cards that are this process's to collapse, taken from the queue at `at`."""

    old: Sequence[Old]
    at: datetime


class Collapsing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def collapse_some(self) -> Mapping[str, int]:
        """One round; answers how many cards were collapsed, put back, refused, unclear, and drawn
        again because somebody clicked on them meanwhile.

        Raises what the database raises. Nothing is begun while nudges are overdue.
        """
        taken = await self._take()
        ends = await asyncio.gather(*(self._collapsed(it) for it in taken.old))
        outcomes = list(zip(taken.old, ends, strict=True))
        back = [(it, how) for it, how in outcomes if isinstance(how, NotTaken)]
        await self._put_back(back, taken)
        redrawn = await self._redraw([it.nudge.id for it, how in outcomes if _may_show(how)])
        return Counter(_named(how) for how in ends) + Counter(redrawn=redrawn)

    async def _take(self) -> Taken:
        at = self._deps.clock()
        waiting = await self._waiting_in(at)
        old, until = list[Old](), dict[str, datetime]()
        if not waiting:
            return Taken(old, at)
        async with self._deps.database.write() as connection:
            paced = await workspaces.updates_paced_until(connection, waiting)
            for workspace_id, paced_until in paced.items():
                free = reserve(PACE, paced_until, at, PACE.burst).now
                found = await nudges.take_old(connection, workspace_id, at, free)
                old += found
                until[workspace_id] = reserve(PACE, paced_until, at, len(found)).paced_until
            await workspaces.pace_updates(connection, until)
        return Taken(old, at)

    async def _waiting_in(self, at: datetime) -> Sequence[str]:
        """The workspaces in which something can be collapsed now; none while nudges are late."""
        async with self._deps.database.read() as connection:
            due = await members.next_due_at(connection)
            if due is not None and due <= at - BEHIND:
                return []
            free_at = at + PACE.gap * (PACE.burst - 1)
            return await nudges.to_collapse_in(connection, at, free_at, WORKSPACES)

    async def _collapsed(self, it: Old) -> UpdateOutcome:
        words = self._deps.languages.of(it.locale)
        exercise = self._deps.library.exercises.get(it.nudge.exercise_id)
        return await self._show(it.nudge, past_card.past(words, exercise, it.nudge.progress))

    async def _show(self, nudge: Nudge, card: Card) -> UpdateOutcome:
        """The card where the nudge is. Whatever goes wrong is the outcome of this one alone."""
        assert nudge.channel_id is not None
        assert nudge.message_ts is not None
        place = MessageRef(nudge.channel_id, nudge.message_ts)
        async with self._room:
            try:
                outcome = await self._deps.editor.update(nudge.workspace_id, place, card)
            except Exception as error:
                log.exception(
                    "an old card could not be changed", extra={"workspace": nudge.workspace_id}
                )
                return Unclear(type(error).__name__)
        if isinstance(outcome, Refused | Unclear):
            log.debug(
                "old card left as it is",
                extra={"workspace": nudge.workspace_id, "error": outcome.error},
            )
        return outcome

    async def _put_back(self, back: Sequence[tuple[Old, NotTaken]], taken: Taken) -> None:
        """Queues again what Slack did not take, and holds those workspaces back as it asked."""
        if not back:
            return
        async with self._deps.database.write() as connection:
            await members.lock_existing(connection, [it.nudge.owner for it, _ in back])
            await nudges.give_back(connection, [it for it, _ in back], taken.at)
            await workspaces.pace_updates(connection, _holds(back, self._deps.clock()))

    async def _redraw(self, ids: Sequence[str]) -> int:
        """Shows cards again as they stand that were clicked on while they were collapsed: the
        answer to the click may have come first."""
        if not ids:
            return 0
        async with self._deps.database.read() as connection:
            clicked = await nudges.whole_again(connection, ids)
            turns = [
                CardClick(connection, self._deps, member, exercise, it, self._deps.clock())
                for it in clicked
                if (member := await members.find(connection, it.owner)) is not None
                and (exercise := self._deps.library.exercises.get(it.exercise_id)) is not None
            ]
            cards = [(it.nudge, await it.drawn()) for it in turns]
        await asyncio.gather(*(self._show(*it) for it in cards))
        return len(cards)


def _may_show(how: UpdateOutcome) -> bool:
    """Whether the line may stand where the card was."""
    return isinstance(how, Updated | Unclear)


def _named(how: UpdateOutcome) -> str:
    match how:
        case Updated():
            return "collapsed"
        case NotTaken():
            return "put_back"
        case Refused():
            return "refused"
        case Unclear():
            return "unclear"


def _holds(back: Iterable[tuple[Old, NotTaken]], at: datetime) -> dict[str, datetime]:
    """Up to when each workspace is held back because Slack asked for it."""
    holds: dict[str, datetime] = {}
    for it, how in back:
        until = held_back(UPDATES, at, how.retry_after)
        holds[it.nudge.workspace_id] = max(until, holds.get(it.nudge.workspace_id, until))
    return holds
