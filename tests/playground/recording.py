"""An app that writes down what it is sent and answers what a test tells it to."""

from collections.abc import Sequence
from typing import Any

from bot.playground.delivery.outbox import Ack, Envelope, NoAck, Outcome
from bot.playground.json_values import Json
from bot.playground.server import StandIn


class Recording:
    """Takes the place of Socket Mode and HTTP; acks everything unless told otherwise."""

    def __init__(self, slack: StandIn) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: list[Json | None] = []
        """What to answer to the next payloads; None does not ack."""
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
        """The types of the events so far, which are then forgotten."""
        kinds = [event["type"] for event in self.events]
        self.envelopes.clear()
        return kinds
