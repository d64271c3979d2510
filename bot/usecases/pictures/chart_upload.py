"""Making one picture for one card: drawn beside, then given to Slack.

A picture is an addition. Whatever goes wrong with it, there is none, and that is all.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.charts.orders import Order
from bot.domain.clock import Clock
from bot.usecases.ports import (
    ChartPainter,
    Files,
    NotTaken,
    Refused,
    Unclear,
    Uploaded,
)

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 20
"""How long Slack's rate limit is waited for; a picture that came later would not be wanted."""
BARRED = timedelta(hours=1)
"""How long a workspace that refused a picture is left alone; most likely a scope is missing."""


@dataclass(frozen=True)
class ChartRequest:
    """A picture that is wanted: in which workspace, under which name, and in words."""

    workspace_id: str
    name: str
    order: Order
    alt: str


class ChartUploads:
    def __init__(self, painter: ChartPainter | None, files: Files, clock: Clock) -> None:
        """Without a painter there are no pictures."""
        self._painter = painter
        self._files = files
        self._clock = clock
        self._barred: dict[str, datetime] = {}

    def is_open(self, workspace_id: str) -> bool:
        """Whether there is any use in asking for a picture."""
        until = self._barred.get(workspace_id)
        return self._painter is not None and (until is None or self._clock() >= until)

    async def made(self, it: ChartRequest) -> str | None:
        """The file that Slack has of the picture; None where there is none."""
        if self._painter is None or not self.is_open(it.workspace_id):
            return None
        picture = await self._painter.draw(it.order)
        return None if picture is None else await self._uploaded(it, picture)

    async def _uploaded(self, it: ChartRequest, picture: bytes) -> str | None:
        outcome = await self._files.upload_picture(it.workspace_id, it.name, picture, it.alt)
        if isinstance(outcome, NotTaken) and outcome.retry_after <= LONGEST_WAIT_S:
            await asyncio.sleep(outcome.retry_after)
            outcome = await self._files.upload_picture(it.workspace_id, it.name, picture, it.alt)
        match outcome:
            case Uploaded(file_id):
                return file_id
            case Refused():
                self._barred[it.workspace_id] = self._clock() + BARRED
            case NotTaken() | Unclear():
                pass
        log.warning("a chart was not uploaded", extra=_facts(it.workspace_id, outcome))
        return None


def _facts(workspace_id: str, outcome: NotTaken | Refused | Unclear) -> dict[str, str]:
    return {"workspace": workspace_id, "error": outcome.error}
