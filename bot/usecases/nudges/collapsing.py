"""Collapses old cards to one line once a newer card has replaced them.

One transaction claims a few cards of each workspace, then each is updated once. Nudges go first.
This is cosmetic: a card whose update is lost stays as it was.
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
from bot.domain.pacing import UPDATES, paused_for_retry_after, reserve
from bot.store.breaks import old_cards
from bot.store.breaks.old_cards import Old
from bot.store.people import members, workspaces
from bot.usecases.breaks.card_click import CardClick
from bot.usecases.deps import Deps
from bot.usecases.ports import MessageRef, NotTaken, Refused, Unclear, Updated, UpdateOutcome

log = logging.getLogger(__name__)

WORKSPACES = 20
"""Workspaces per round."""
IN_FLIGHT = 8
"""Concurrent updates: few, to leave connections to the nudges."""


@dataclass(frozen=True)
class ClaimedCards:
    """Old cards that this replica collapses, claimed at `at`."""

    cards: Sequence[Old]
    at: datetime


class Collapsing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def collapse_some(self) -> Mapping[str, int]:
        """One round; returns the number of cards by outcome. Does nothing while nudges are
        overdue. Raises what the database raises.
        """
        claimed = await self._claim()
        outcomes = await asyncio.gather(*(self._collapse(card) for card in claimed.cards))
        pairs = list(zip(claimed.cards, outcomes, strict=True))
        back = [(card, outcome) for card, outcome in pairs if isinstance(outcome, NotTaken)]
        await self._put_back(back, claimed)
        shown = [card.nudge.id for card, outcome in pairs if _may_be_shown(outcome)]
        redrawn = await self._redraw_clicked(shown)
        return Counter(map(_label, outcomes)) + Counter(redrawn=redrawn)

    async def _claim(self) -> ClaimedCards:
        at = self._deps.clock()
        waiting = await self._waiting_in(at)
        cards, until = list[Old](), dict[str, datetime]()
        if not waiting:
            return ClaimedCards(cards, at)
        async with self._deps.database.write() as connection:
            paced = await workspaces.updates_paced_until(connection, waiting)
            for workspace_id, paced_until in paced.items():
                free = reserve(PACE, paced_until, at, PACE.burst).now
                found = await old_cards.take_old(connection, workspace_id, at, free)
                cards += found
                until[workspace_id] = reserve(PACE, paced_until, at, len(found)).paced_until
            await workspaces.pace_updates(connection, until)
        return ClaimedCards(cards, at)

    async def _waiting_in(self, at: datetime) -> Sequence[str]:
        """The workspaces with cards to collapse; none while nudges are overdue."""
        async with self._deps.database.read() as connection:
            due = await members.next_due_at(connection)
            if due is not None and due <= at - BEHIND:
                return []
            free_at = at + PACE.gap * (PACE.burst - 1)
            return await old_cards.to_collapse_in(connection, at, free_at, WORKSPACES)

    async def _collapse(self, card: Old) -> UpdateOutcome:
        words = self._deps.languages.of(card.locale)
        exercise = self._deps.library.exercises.get(card.nudge.exercise_id)
        return await self._show(card.nudge, past_card.past(words, exercise, card.nudge.progress))

    async def _show(self, nudge: Nudge, card: Card) -> UpdateOutcome:
        """Replaces the nudge's message. Raises nothing: one card must not affect the others."""
        assert nudge.channel_id is not None
        assert nudge.message_ts is not None
        place = MessageRef(nudge.channel_id, nudge.message_ts)
        async with self._room:
            try:
                outcome = await self._deps.editor.update(nudge.workspace_id, place, card)
            except Exception as error:
                log.exception("old card not collapsed", extra={"workspace": nudge.workspace_id})
                return Unclear(type(error).__name__)
        if isinstance(outcome, Refused | Unclear):
            log.debug(
                "old card not collapsed",
                extra={"workspace": nudge.workspace_id, "error": outcome.error},
            )
        return outcome

    async def _put_back(self, back: Sequence[tuple[Old, NotTaken]], claimed: ClaimedCards) -> None:
        """Undoes claims, and paces those workspaces as Slack's rate limit asks."""
        if not back:
            return
        async with self._deps.database.write() as connection:
            await members.lock_existing(connection, [card.nudge.owner for card, _ in back])
            await old_cards.give_back(connection, [card for card, _ in back], claimed.at)
            await workspaces.pace_updates(connection, _paced_until(back, self._deps.clock()))

    async def _redraw_clicked(self, ids: Sequence[str]) -> int:
        """Redraws cards that were clicked during the update, which may have overwritten the answer
        to the click. Returns how many."""
        if not ids:
            return 0
        async with self._deps.database.read() as connection:
            clicked = await old_cards.whole_again(connection, ids)
            clicks = [
                CardClick(connection, self._deps, member, exercise, nudge, self._deps.clock())
                for nudge in clicked
                if (member := await members.find(connection, nudge.owner)) is not None
                and (exercise := self._deps.library.exercises.get(nudge.exercise_id)) is not None
            ]
            cards = [(click.nudge, await click.draw()) for click in clicks]
        await asyncio.gather(*(self._show(nudge, card) for nudge, card in cards))
        return len(cards)


def _may_be_shown(outcome: UpdateOutcome) -> bool:
    return isinstance(outcome, Updated | Unclear)


def _label(outcome: UpdateOutcome) -> str:
    match outcome:
        case Updated():
            return "collapsed"
        case NotTaken():
            return "put_back"
        case Refused():
            return "refused"
        case Unclear():
            return "unclear"


def _paced_until(back: Iterable[tuple[Old, NotTaken]], at: datetime) -> dict[str, datetime]:
    """Until when each workspace is paced because of Slack's rate limit."""
    paced: dict[str, datetime] = {}
    for card, outcome in back:
        until, workspace_id = (
            paused_for_retry_after(UPDATES, at, outcome.retry_after),
            card.nudge.workspace_id,
        )
        paced[workspace_id] = max(until, paced.get(workspace_id, until))
    return paced
