"""Draws a chart for a card and uploads it. If anything fails, the card has no chart."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.charts.orders import Order
from bot.domain.clock import Clock
from bot.usecases.ports import ChartPainter, Files, NotTaken, Refused, Unclear, Uploaded

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 20
"""The longest wait for Slack's rate limit, in seconds; a later chart would be of no use."""
BARRED = timedelta(hours=1)
"""Pause after a workspace refused an upload, most likely because a scope is missing."""


@dataclass(frozen=True)
class ChartRequest:
    workspace_id: str
    name: str
    """The file name."""
    order: Order
    alt: str


class ChartUploads:
    def __init__(self, painter: ChartPainter | None, files: Files, clock: Clock) -> None:
        """Without a painter there are no charts."""
        self._painter = painter
        self._files = files
        self._clock = clock
        self._barred: dict[str, datetime] = {}

    def is_open(self, workspace_id: str) -> bool:
        """Whether charts are possible in this workspace now."""
        until = self._barred.get(workspace_id)
        return self._painter is not None and (until is None or self._clock() >= until)

    async def make(self, request: ChartRequest) -> str | None:
        """The id of the uploaded file; None if anything failed."""
        if self._painter is None or not self.is_open(request.workspace_id):
            return None
        picture = await self._painter.draw(request.order)
        return None if picture is None else await self._upload(request, picture)

    async def _upload(self, request: ChartRequest, picture: bytes) -> str | None:
        upload = partial(
            self._files.upload_picture, request.workspace_id, request.name, picture, request.alt
        )
        outcome = await upload()
        if isinstance(outcome, NotTaken) and outcome.retry_after <= LONGEST_WAIT_S:
            await asyncio.sleep(outcome.retry_after)
            outcome = await upload()
        match outcome:
            case Uploaded(file_id):
                return file_id
            case Refused():
                self._barred[request.workspace_id] = self._clock() + BARRED
            case NotTaken() | Unclear():
                pass
        facts = {"workspace": request.workspace_id, "error": outcome.error}
        log.warning("chart not uploaded", extra=facts)
        return None
