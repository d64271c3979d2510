"""Forgetting somebody: rows, files, and the bytes that deleting leaves behind."""

import logging

from sqlalchemy.exc import DBAPIError

from bot.cards.parts.action_ids import FORGET
from bot.cards.parts.blocks import Card
from bot.cards.privacy import privacy_cards
from bot.domain.members import Who
from bot.store.people import file_deletions, members, personal_data
from bot.store.progress import history
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
        """Slack keeps showing Home as it was last published, so that is redrawn too."""
        card = await self._forget(request.who)
        return Answer(card, on_home=HomeNote.DATA, redraws_home=True)

    async def _forget(self, who: Who) -> Card:
        """Deletes everything of a person; a second time changes nothing.

        What groups did together keeps its numbers, without a name. Files at Slack are deleted as
        soon as it takes that.
        """
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            files = await personal_data.files(connection, who)
            await file_deletions.add(connection, who.workspace_id, files, self._deps.clock())
            await history.uncount(connection, who)  # weeks are held before teams, as by a break
            if member is not None:
                today = member.workday(self._deps.clock())
                await teams.leave_all(connection, who, today)
            await personal_data.forget(connection, who)
        if files:
            self._deps.later.spawn(self._deletion.sweep, after="leftovers")
        await self._shred()
        return privacy_cards.forgotten(self._deps.words(member))

    async def _shred(self) -> None:
        """The rows are gone already: should this fail, housekeeping tries again."""
        try:
            await self._deps.database.shred()
        except DBAPIError:
            log.warning("deleted rows are not yet out of the file", exc_info=True)
