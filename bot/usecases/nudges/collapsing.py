"""Collapses old cards once a newer card has replaced them: to a line about the day, or to nothing.

One transaction claims a few cards of each workspace, then each is edited once. Nudges go first.
This is cosmetic: a card whose edit is lost stays as it was.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.breaks.day_line import day_line
from bot.cards.parts.blocks import Card
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.old_cards import BEHIND, LINES
from bot.domain.pacing import DELETES, UPDATES, Pace, paused_for_retry_after, reserve
from bot.store.breaks import nudges, old_cards
from bot.store.breaks.old_cards import FreeAt, Old
from bot.store.people import members, workspaces
from bot.usecases.breaks.card_click import CardClick
from bot.usecases.deps import Deps
from bot.usecases.ports import (
    Delivered,
    MessageRef,
    NotTaken,
    Refused,
    Unclear,
    Updated,
    UpdateOutcome,
)

log = logging.getLogger(__name__)

WORKSPACES = 20
"""Workspaces per round."""
IN_FLIGHT = 8
"""Concurrent edits: few, to leave connections to the nudges."""


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
        edited = [card for card, outcome in pairs if isinstance(outcome, Updated | Unclear)]
        redrawn = await self._redraw_clicked(edited)
        return Counter(_label(*pair) for pair in pairs) + Counter(redrawn=redrawn)

    async def _claim(self) -> ClaimedCards:
        at = self._deps.clock()
        waiting = await self._waiting_in(at)
        cards = list[Old]()
        if not waiting:
            return ClaimedCards(cards, at)
        lines, deletes = dict[str, datetime](), dict[str, datetime]()
        async with self._deps.database.write() as connection:
            updates_paced = await workspaces.updates_paced_until(connection, waiting)
            deletes_paced = await workspaces.deletes_paced_until(connection, updates_paced)
            for it, updates_until in updates_paced.items():
                deletes_until = deletes_paced[it]
                free = min(
                    reserve(LINES, updates_until, at, LINES.burst).now,
                    reserve(DELETES, deletes_until, at, DELETES.burst).now,
                )
                found = await old_cards.take_old(connection, it, at, free)
                cards += found
                kept = sum(card.day is not None for card in found)
                lines[it] = reserve(LINES, updates_until, at, kept).paced_until
                gone = len(found) - kept
                deletes[it] = reserve(DELETES, deletes_until, at, gone).paced_until
            await workspaces.pace_updates(connection, lines)
            await workspaces.pace_deletes(connection, deletes)
        return ClaimedCards(cards, at)

    async def _waiting_in(self, at: datetime) -> Sequence[str]:
        """The workspaces with cards to collapse; none while nudges are overdue."""
        async with self._deps.database.read() as connection:
            due = await members.next_due_at(connection)
            if due is not None and due <= at - BEHIND:
                return []
            free_at = FreeAt(_free_at(LINES, at), _free_at(DELETES, at))
            return await old_cards.to_collapse_in(connection, at, free_at, WORKSPACES)

    async def _collapse(self, card: Old) -> UpdateOutcome:
        """Raises nothing: one card must not affect the others."""
        workspace_id = card.nudge.workspace_id
        async with self._room:
            try:
                outcome = await self._edit(card)
            except Exception as error:
                log.exception("old card not collapsed", extra={"workspace": workspace_id})
                return Unclear(type(error).__name__)
        if isinstance(outcome, Refused | Unclear):
            extra = {"workspace": workspace_id, "error": outcome.error}
            log.debug("old card not collapsed", extra=extra)
        return outcome

    async def _edit(self, card: Old) -> UpdateOutcome:
        nudge, editor = card.nudge, self._deps.editor
        if card.day is None:
            return await editor.delete(nudge.workspace_id, _place(nudge))
        words = self._deps.languages.of(card.locale)
        return await editor.update(nudge.workspace_id, _place(nudge), day_line(words, card.day))

    async def _put_back(self, back: Sequence[tuple[Old, NotTaken]], claimed: ClaimedCards) -> None:
        """Undoes claims, and paces those workspaces as Slack's rate limit asks."""
        if not back:
            return
        async with self._deps.database.write() as connection:
            await members.lock_existing(connection, [card.nudge.owner for card, _ in back])
            await old_cards.give_back(connection, [card for card, _ in back], claimed.at)
            at = self._deps.clock()
            lines = [(card, outcome) for card, outcome in back if card.day is not None]
            gone = [(card, outcome) for card, outcome in back if card.day is None]
            await workspaces.pace_updates(connection, _paced_until(UPDATES, lines, at))
            await workspaces.pace_deletes(connection, _paced_until(DELETES, gone, at))

    async def _redraw_clicked(self, edited: Sequence[Old]) -> int:
        """Shows cards again that were clicked during the edit, which may have hidden the answer to
        the click. Returns how many."""
        if not edited:
            return 0
        async with self._deps.database.read() as connection:
            clicked = await old_cards.whole_again(connection, [it.nudge.id for it in edited])
            clicks = [
                CardClick(connection, self._deps, member, exercise, nudge, self._deps.clock())
                for nudge in clicked
                if (member := await members.find(connection, nudge.owner)) is not None
                and (exercise := self._deps.library.exercises.get(nudge.exercise_id)) is not None
            ]
            cards = [(click.nudge, await click.draw()) for click in clicks]
        for nudge, card in cards:
            await self._show_again(nudge, card)
        return len(cards)

    async def _show_again(self, nudge: Nudge, card: Card) -> None:
        if nudge.message_ts is not None:
            await self._deps.editor.update(nudge.workspace_id, _place(nudge), card)
            return
        posted = await self._deps.courier.post(nudge.owner, card)
        if isinstance(posted, Delivered):
            sent = nudges.Sent(nudge.id, posted.channel_id, posted.message_ts)
            async with self._deps.database.write() as connection:
                await nudges.mark_sent(connection, [sent], self._deps.clock())


def _place(nudge: Nudge) -> MessageRef:
    assert nudge.channel_id is not None
    assert nudge.message_ts is not None
    return MessageRef(nudge.channel_id, nudge.message_ts)


def _free_at(pace: Pace, at: datetime) -> datetime:
    """The latest schedule with room for one more call at that time."""
    return at + pace.gap * (pace.burst - 1)


def _label(card: Old, outcome: UpdateOutcome) -> str:
    match outcome:
        case Updated():
            return "deleted" if card.day is None else "collapsed"
        case NotTaken():
            return "put_back"
        case Refused():
            return "refused"
        case Unclear():
            return "unclear"


def _paced_until(
    pace: Pace, back: Iterable[tuple[Old, NotTaken]], at: datetime
) -> dict[str, datetime]:
    """Until when each workspace is paced because of Slack's rate limit."""
    paced: dict[str, datetime] = {}
    for card, outcome in back:
        until = paused_for_retry_after(pace, at, outcome.retry_after)
        workspace_id = card.nudge.workspace_id
        paced[workspace_id] = max(until, paced.get(workspace_id, until))
    return paced
