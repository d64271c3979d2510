"""Forgetting somebody: rows, files, and the bytes that deleting leaves behind."""

import logging

from sqlalchemy.exc import DBAPIError

from bot.cards import privacy
from bot.cards.blocks import Card
from bot.domain.hours import workday
from bot.domain.members import Who
from bot.store import history, leftovers, members, personal, teams
from bot.usecases.discarding import Discarding
from bot.usecases.kit import Kit, Later

log = logging.getLogger(__name__)


class Forgetting:
    def __init__(self, kit: Kit, discarding: Discarding, later: Later) -> None:
        self._kit = kit
        self._discarding = discarding
        self._later = later

    async def ask(self, who: Who) -> Card:
        """What would be deleted, and the button that does it."""
        async with self._kit.database.read() as connection:
            member = await members.find(connection, who)
            is_known = await personal.is_known(connection, who)
        words = self._kit.words(member)
        return privacy.forget(words) if is_known else privacy.nothing_known(words)

    async def forget(self, who: Who) -> Card:
        """Deletes everything of a person; a second time changes nothing.

        What groups did together keeps its numbers, without a name. Files at Slack are deleted as
        soon as it takes that.
        """
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who)
            files = await personal.files(connection, who)
            await leftovers.add(connection, who.workspace_id, files, self._kit.clock())
            await history.uncount(connection, who)  # weeks are held before teams, as by a break
            if member is not None:
                today = workday(member.preferences.week, member.zone, self._kit.clock())
                await teams.leave_all(connection, who, today)
            await personal.forget(connection, who)
        if files:
            self._later.spawn(self._discarding.sweep, after="leftovers")
        await self._shred()
        return privacy.forgotten(self._kit.words(member))

    async def _shred(self) -> None:
        """The rows are gone already: should this fail, housekeeping tries again."""
        try:
            await self._kit.database.shred()
        except DBAPIError:
            log.warning("deleted rows are not yet out of the file", exc_info=True)
