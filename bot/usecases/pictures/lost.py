"""Forgets pictures that Slack no longer has, so that the next card uploads them again."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from bot.store.breaks import pictures
from bot.store.db.database import Database
from bot.usecases.ports import Later

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LostPictures:
    database: Database
    later: Later

    def report(self, workspace_id: str, file_ids: Sequence[str]) -> None:
        log.warning(
            "pictures missing in slack", extra={"workspace": workspace_id, "files": len(file_ids)}
        )
        forget = partial(self._forget, workspace_id, file_ids)
        self.later.spawn(forget, after=("lost pictures", workspace_id))

    async def _forget(self, workspace_id: str, file_ids: Sequence[str]) -> None:
        async with self.database.write() as connection:
            await pictures.forget(connection, workspace_id, file_ids)
