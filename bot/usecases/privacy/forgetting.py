"""Forgets a person: rows, files, and the bytes that deleted rows leave in the database file."""

import logging

from sqlalchemy.exc import DBAPIError

from bot.cards.parts.action_ids import FORGET
from bot.cards.parts.blocks import Card
from bot.cards.privacy import privacy_cards
from bot.domain.members import Who
from bot.store.people import file_deletions, members, personal_data
from bot.store.progress import week_totals
from bot.store.teams import teams
from bot.usecases.deps import Deps
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, HomeNote, Request

log = logging.getLogger(__name__)


class Forgetting:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._deletion = FileDeletion(deps)

    @command(
        "forget-me", "forget", "forget me", "delete me",
        help="`/stretch forget-me`: delete everything about you",
        hints={"forget-me": "delete everything about you"},
    )  # fmt: skip
    async def ask(self, request: Request) -> Card:
        """What would be deleted, and the button that does it."""
        who = request.who
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            is_known = await personal_data.is_known(connection, who)
        words = self._deps.words(member)
        return privacy_cards.forget(words) if is_known else privacy_cards.nothing_known(words)

    @button(FORGET)
    async def forget(self, request: Request) -> Answer:
        """Redraws Home too, since Slack keeps showing it as it was last published."""
        card = await self._forget(request.who)
        return Answer(card, on_home=HomeNote.DATA, redraws_home=True)

    async def _forget(self, who: Who) -> Card:
        """Deletes everything about a person. Idempotent.

        Group totals keep their numbers. Files in Slack are deleted in the background.
        """
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            files = await personal_data.files(connection, who)
            await file_deletions.add(connection, who.workspace_id, files, self._deps.clock())
            await week_totals.uncount(connection, who)  # the lock order: weeks before teams
            if member is not None:
                today = member.workday(self._deps.clock())
                await teams.leave_all(connection, who, today)
            await personal_data.forget(connection, who)
        if files:
            self._deps.later.spawn(self._deletion.sweep, after="leftovers")
        await self._shred()
        return privacy_cards.forgotten(self._deps.words(member))

    async def _shred(self) -> None:
        """If this fails, housekeeping retries it; the rows are gone already."""
        try:
            await self._deps.database.shred()
        except DBAPIError:
            log.warning("deleted rows not shredded yet", exc_info=True)
