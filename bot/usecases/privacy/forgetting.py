"""Forgetting somebody: rows, files, and the bytes that deleting leaves behind."""

import logging

from sqlalchemy.exc import DBAPIError

from bot.cards.parts.blocks import Card
from bot.cards.privacy import privacy_cards
from bot.domain.calendar.work_week import workday
from bot.domain.members import Who
from bot.store.people import file_deletions, members, personal_data
from bot.store.progress import history
from bot.store.teams import teams
from bot.usecases.deps import Deps, Later
from bot.usecases.privacy.file_deletion import FileDeletion

log = logging.getLogger(__name__)


class Forgetting:
    def __init__(self, deps: Deps, discarding: FileDeletion, later: Later) -> None:
        self._deps = deps
        self._discarding = discarding
        self._later = later

    async def ask(self, who: Who) -> Card:
        """What would be deleted, and the button that does it."""
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            is_known = await personal_data.is_known(connection, who)
        words = self._deps.words(member)
        return privacy_cards.forget(words) if is_known else privacy_cards.nothing_known(words)

    async def forget(self, who: Who) -> Card:
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
                today = workday(member.preferences.week, member.zone, self._deps.clock())
                await teams.leave_all(connection, who, today)
            await personal_data.forget(connection, who)
        if files:
            self._later.spawn(self._discarding.sweep, after="leftovers")
        await self._shred()
        return privacy_cards.forgotten(self._deps.words(member))

    async def _shred(self) -> None:
        """The rows are gone already: should this fail, housekeeping tries again."""
        try:
            await self._deps.database.shred()
        except DBAPIError:
            log.warning("deleted rows are not yet out of the file", exc_info=True)
