"""Pictures of somebody's own history: for that person alone, and gone when they are not wanted.

The card with the numbers never waits for its picture. At most one is drawn a person and minute, on
whichever replica; a newer one takes the place of the one before.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.cards.blocks import Card
from bot.cards.charts import history, history_card, history_in_words
from bot.domain.grid import grid
from bot.domain.hours import workday
from bot.domain.members import Member, Pictures, Who
from bot.store import charts, members
from bot.store.charts import Discarded
from bot.store.history import days_of
from bot.usecases.kit import Deleted, DeleteOutcome, Kit, NotTaken, Refused, Unclear
from bot.usecases.studio import Commission, Files, Studio

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
"""Between two pictures of one person."""
NAME = "weeks.png"
DELETED_AT_ONCE, OF_ONE_WORKSPACE = 40, 4
"""Files deleted in one round; a round every five seconds leaves room in Slack's tier 3."""
CLAIMED_FOR = timedelta(minutes=10)
"""When the deletion of a file of which nothing was heard is tried again."""


class Charts:
    def __init__(self, kit: Kit, studio: Studio, files: Files) -> None:
        self._kit = kit
        self._studio = studio
        self._files = files

    async def of_history(self, who: Who) -> Card | None:
        """A picture of somebody's weeks; None where they get none, or not now."""
        at = self._kit.clock()
        member = await self._begun(who, at)
        if member is None:
            return None
        words = self._kit.words(member)
        today = workday(member.preferences.week, member.zone, at)
        async with self._kit.database.read() as connection:
            days = await days_of(connection, who)
        weeks = grid(days, today)
        order, monday = history(words, weeks, days, today, member), weeks.weeks[-1].monday
        alt = history_in_words(words, order, monday)
        file_id = await self._studio.made(Commission(who.workspace_id, NAME, order, alt))
        if file_id is None:
            return None
        async with self._kit.database.write() as connection:
            kept = await charts.replace(connection, who, file_id, self._kit.clock())
        return history_card(words, order, monday, file_id) if kept else None

    async def _begun(self, who: Who, at: datetime) -> Member | None:
        """The person, if a picture of theirs is this process's to draw now."""
        if not self._studio.is_open(who.workspace_id):
            return None
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None or member.preferences.pictures is Pictures.NONE:
                return None
            return member if await charts.claim(connection, who, at, at - EVERY) else None

    async def delete_discarded(self) -> Mapping[str, int]:
        """Has Slack delete some of the files that are to go; answers what became of how many.

        Raises what the database raises.
        """
        at = self._kit.clock()
        files = await self._taken(at)
        if not files:
            return {}
        ends = await asyncio.gather(
            *(self._files.delete_file(it.workspace_id, it.file_id) for it in files)
        )
        await self._settle(list(zip(files, ends, strict=True)), self._kit.clock())
        return Counter(map(_named, ends))

    async def _taken(self, at: datetime) -> Sequence[Discarded]:
        async with self._kit.database.read() as connection:
            due = await charts.next_discarded_at(connection)
        if due is None or due > at:
            return []
        async with self._kit.database.write() as connection:
            found = await charts.discarded(connection, at, DELETED_AT_ONCE, OF_ONE_WORKSPACE)
            return [
                it for it in found if await charts.claim_deletion(connection, it, at + CLAIMED_FOR)
            ]

    async def _settle(self, ends: Sequence[tuple[Discarded, DeleteOutcome]], at: datetime) -> None:
        """What Slack will not delete for good is let go of; of what is unclear more is heard."""
        later = [
            (it, at + timedelta(seconds=how.retry_after))
            for it, how in ends
            if isinstance(how, NotTaken)
        ]
        over = [it for it, how in ends if isinstance(how, Deleted | Refused)]
        async with self._kit.database.write() as connection:
            await charts.settle(connection, over, later)
        for it, how in ends:
            if isinstance(how, Refused):
                log.warning(
                    "slack keeps a file",
                    extra={"workspace": it.workspace_id, "error": how.error},
                )


def _named(how: DeleteOutcome) -> str:
    match how:
        case Deleted():
            return "deleted"
        case NotTaken():
            return "put_back"
        case Refused():
            return "refused"
        case Unclear():
            return "unclear"
