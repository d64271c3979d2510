"""Breaks that play themselves: the clock presses Next.

A card is claimed for a short while, moved on like after a click, and shown through the response_url
of the last click. Only if that is used up does chat.update show it, if the workspace's rate limit
leaves room; otherwise the card stays until the next click on it, which finds it moved on.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import Action, Progress, act
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.playing import LEASE, Playback
from bot.domain.pacing import UPDATES, reserve
from bot.store.breaks import nudges
from bot.store.people import workspaces
from bot.usecases.breaks.card_click import find_click
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Deps
from bot.usecases.ports import MessageRef
from bot.usecases.requests import Answer

BATCH = 200
"""Cards claimed per round."""


class Playing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._stretching = Stretching(deps)

    async def move_on(self) -> Mapping[str, int]:
        """One round. Each card moves in order with its owner's clicks."""
        at = self._deps.clock()
        lease = at + LEASE
        async with self._deps.database.read() as connection:
            next_at = await nudges.next_move_at(connection)
        if next_at is None or next_at > at:
            return {}
        async with self._deps.database.write() as connection:
            due = await nudges.claim_moves(connection, at, lease, BATCH)
        for nudge in due:
            self._deps.later.spawn(partial(self._go_on, nudge, lease), after=nudge.owner)
        return {"moved": len(due)}

    async def _go_on(self, claimed: Nudge, lease: datetime) -> None:
        async with self._deps.database.write() as connection:
            click = await find_click(self._deps, connection, claimed.owner, claimed.id)
            if isinstance(click, Answer):
                return
            playback = click.nudge.playback
            if playback is None or playback.next_at != lease:
                return  # a click came first
            seen = click.progress(None).screen
            progress = act(click.progress(seen), Action.NEXT, len(click.screens), seen)
            if not isinstance(progress, Progress):
                return
            card = await (await self._stretching.move(click, progress, playback=playback)).draw()
        if not await self._answered(playback, card):
            await self._edit(click.nudge, card)

    async def _answered(self, playback: Playback, card: Card) -> bool:
        if not playback.answers_left:
            return False
        return await self._deps.responder.respond(playback.answer_url, card, replace=True)

    async def _edit(self, nudge: Nudge, card: Card) -> None:
        """Shows the card without a click, if Slack's rate limit leaves room."""
        if nudge.channel_id is None or nudge.message_ts is None:
            return
        at, workspace_id = self._deps.clock(), nudge.workspace_id
        async with self._deps.database.write() as connection:
            paced = await workspaces.updates_paced_until(connection, [workspace_id])
            slots = reserve(UPDATES, paced.get(workspace_id), at, 1)
            if not slots.now:
                return
            await workspaces.pace_updates(connection, {workspace_id: slots.paced_until})
        place = MessageRef(nudge.channel_id, nudge.message_ts)
        await self._deps.editor.update(workspace_id, place, card)
