"""A fake app that records its payloads and gives prepared answers."""

from collections.abc import Sequence
from typing import Any

from bot.playground.delivery.outbox import Ack, Envelope, NoAck, Outcome
from bot.playground.json_values import Json
from bot.playground.server import StandIn


class Recording:
    """Replaces Socket Mode and HTTP; acks everything by default."""

    def __init__(self, slack: StandIn) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: list[Json | None] = []
        """The answers to the next payloads; None means no ack."""
        self._changed = slack.stage.journal.changed
        slack.stage.outbox.courier = self

    async def carry(self, envelope: Envelope) -> Outcome:
        self.envelopes.append(envelope)
        self._changed()
        answer = self.answers.pop(0) if self.answers else {}
        return NoAck("timeout") if answer is None else Ack(answer)

    @property
    def payloads(self) -> Sequence[Any]:
        return [envelope.payload for envelope in self.envelopes]

    @property
    def events(self) -> Sequence[Any]:
        return [payload["event"] for payload in self.payloads if "event" in payload]

    def kinds(self) -> list[str]:
        """The event types so far; clears the record."""
        kinds = [event["type"] for event in self.events]
        self.envelopes.clear()
        return kinds
