"""Sends payloads to the app: interactions once, events up to four times.

Sources: docs.slack.dev/apis/events-api ("Error handling"), docs.slack.dev/interactivity.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeAlias

from bot.playground.journal import Journal
from bot.playground.json_values import Json, an_object, text_at
from bot.playground.world.world import Workspace, World

Kind: TypeAlias = Literal["events_api", "interactive", "slash_commands"]

EVENT_SCOPES: Mapping[str, str | None] = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "tokens_revoked": None,
    "channel_archive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_left": "channels:read",
    "dnd_updated_user": "dnd:read",
    "group_archive": "groups:read",
    "group_deleted": "groups:read",
    "group_left": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "team_join": "users:read",
    "user_change": "users:read",
    "user_huddle_changed": "users:read",
    "user_status_changed": "users:read",
}
"""The events the playground can send, and the scope each needs. In private channels, membership
events need groups:read instead."""

_PARTING = frozenset({"app_uninstalled", "tokens_revoked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One delivery of a payload."""

    id: str
    kind: Kind
    payload: Json
    accepts_response: bool = False
    retry_attempt: int = 0
    retry_reason: str = ""

    @property
    def what(self) -> str:
        """A short label for logs, such as "app_home_opened (retry 1)"."""
        event = an_object(self.payload.get("event"))
        return " ".join(
            filter(
                None,
                (
                    text_at(self.payload, "command"),
                    text_at(self.payload, "text") if self.kind == "slash_commands" else "",
                    text_at(event, "type") or text_at(self.payload, "type"),
                    f"(retry {self.retry_attempt})" if self.retry_attempt else "",
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class Ack:
    """The app acknowledged the payload; {} if it answered nothing."""

    payload: Json


@dataclass(frozen=True, slots=True)
class NoAck:
    """The app didn't acknowledge. `reason` is Slack's; `reached` if the app got the payload."""

    reason: str
    reached: bool = True
    retry: bool = True


Outcome: TypeAlias = Ack | NoAck


class Courier(Protocol):
    """Socket Mode or a request URL."""

    async def carry(self, envelope: Envelope) -> Outcome:
        """Deliver once and wait for the ack."""
        ...


class Outbox:
    """Sends payloads through the current courier and records missing acks."""

    def __init__(
        self, world: World, journal: Journal, courier: Courier, retry_delays: Sequence[float]
    ) -> None:
        self._world = world
        self._journal = journal
        self._retry_delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[object]] = set()
        self.courier = courier
        self._twice = 0

    async def ask(self, kind: Kind, payload: Json, *, accepts_response: bool = False) -> Outcome:
        """Deliver an interaction or a command, without retries."""
        envelope = self._envelope(kind, payload, accepts_response=accepts_response)
        outcome = await self._carry(envelope)
        if isinstance(outcome, Ack) and outcome.payload and not accepts_response:
            self._journal.problem("ack_payload", f"the ack of {envelope.what} must be empty")
        return outcome

    async def tell(self, workspace: Workspace, event: Json) -> bool:
        """Send an event if the app subscribed to it and has the scope; True if it acked.

        Returns after the first attempt; retries continue in the background.
        """
        if not self._is_due(workspace, event):
            return False
        envelope = self._envelope("events_api", self._callback(workspace, event))
        outcome = await self._carry(envelope)
        if isinstance(outcome, NoAck) and outcome.retry:
            self._spawn(self._retry(envelope, outcome))
        return isinstance(outcome, Ack)

    def double_next(self, times: int) -> None:
        """Deliver each of the next `times` payloads twice."""
        self._twice += times

    def later(self, work: Sequence[Callable[[], Coroutine[object, object, object]]]) -> None:
        """Run these in order, in the background, after the caller got its answer."""
        if work:
            self._spawn(_in_turn(work))

    async def close(self) -> None:
        """Cancel pending retries."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _is_due(self, workspace: Workspace, event: Json) -> bool:
        kind = text_at(event, "type")
        subscribed = self._world.app.bot_events
        if subscribed is not None and kind not in subscribed:
            return False
        if not workspace.installed:
            return kind in _PARTING
        is_private = event.get("channel_type") == "G"
        scope = "groups:read" if is_private else EVENT_SCOPES[kind]
        return scope is None or scope in workspace.scopes

    def _callback(self, workspace: Workspace, event: Json) -> Json:
        number = self._world.number("event")
        return {
            "token": self._world.app.verification_token,
            "team_id": workspace.id,
            "api_app_id": self._world.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{number:08d}",
            "event_time": int(self._world.clock().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": workspace.id,
                    "user_id": workspace.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{number}",
        }

    def _envelope(self, kind: Kind, payload: Json, *, accepts_response: bool = False) -> Envelope:
        return Envelope(
            id=self._envelope_id(), kind=kind, payload=payload, accepts_response=accepts_response
        )

    def _envelope_id(self) -> str:
        return f"{self._world.number('envelope'):08d}-0000-4000-8000-000000000000"

    async def _carry(self, envelope: Envelope) -> Outcome:
        if not self._twice:
            return await self._carry_once(envelope)
        self._twice -= 1
        twin = replace(envelope, id=self._envelope_id())
        outcome, _ = await asyncio.gather(self._carry_once(envelope), self._carry_once(twin))
        return outcome

    async def _carry_once(self, envelope: Envelope) -> Outcome:
        outcome = await self.courier.carry(envelope)
        if isinstance(outcome, NoAck):
            self._journal.missed(envelope.kind, envelope.what, outcome.reason)
            if outcome.reached:
                self._journal.problem("unacked", f"{envelope.what}: {outcome.reason}")
        return outcome

    async def _retry(self, envelope: Envelope, failure: NoAck) -> None:
        for attempt, delay in enumerate(self._retry_delays, start=1):
            await asyncio.sleep(delay)
            again = replace(
                envelope,
                id=self._envelope_id(),
                retry_attempt=attempt,
                retry_reason=failure.reason,
            )
            outcome = await self._carry_once(again)
            if isinstance(outcome, Ack) or not outcome.retry:
                return
            failure = outcome

    def _spawn(self, work: Coroutine[object, object, object]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _in_turn(work: Sequence[Callable[[], Coroutine[object, object, object]]]) -> None:
    for step in work:
        await step()
