"""What happened: every call, every fault the app made, and a way to wait for the next thing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.domain.clock import Clock
from bot.playground.json_values import Json

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """One request to the Web API, an upload or a response_url; `args` hold no secret."""

    at: datetime
    method: str
    args: Json
    ok: bool
    error: str | None
    http_status: int | None
    """None when the connection was closed without an answer."""
    team_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the app did that Slack would refuse, or that our house rules call a fault."""

    at: datetime
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unacked:
    """A payload the app did not acknowledge; `reason` as in x-slack-retry-reason."""

    at: datetime
    kind: str
    what: str
    reason: str


class Journal:
    """The record of one stand-in, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_change = asyncio.Event()
        self.version = 0
        self.log: list[ApiCall] = []
        self.problems: list[Problem] = []
        self.unacked: list[Unacked] = []

    def changed(self) -> None:
        """Wake everybody who waits for a change."""
        self.version += 1
        self._next_change.set()
        self._next_change = asyncio.Event()

    async def next_change(self) -> None:
        """Return when something changes after this call."""
        await self._next_change.wait()

    def called(
        self,
        method: str,
        args: Json,
        *,
        team_id: str | None = None,
        error: str | None = None,
        http_status: int | None = 200,
    ) -> None:
        """Record a request and its answer."""
        self.log.append(
            ApiCall(
                at=self._clock(),
                method=method,
                args=args,
                ok=error is None,
                error=error,
                http_status=http_status,
                team_id=team_id,
            )
        )
        self.changed()

    def unanswered(self) -> None:
        """Note that the answer to the last request never left."""
        self.log[-1] = replace(self.log[-1], http_status=None)

    def problem(self, kind: str, detail: str) -> None:
        """Record a fault of the app."""
        self.problems.append(Problem(at=self._clock(), kind=kind, detail=detail))
        self.changed()

    def missed(self, kind: str, what: str, reason: str) -> None:
        """Record a payload that was not acknowledged."""
        self.unacked.append(Unacked(at=self._clock(), kind=kind, what=what, reason=reason))
        self.changed()

    def forgive(self, *kinds: str) -> list[Problem]:
        """Take problems of these kinds off the record, because a test meant them to happen.

        Raises LookupError when there is none of some kind: what was expected did not happen.
        """
        forgiven = [problem for problem in self.problems if problem.kind in kinds]
        if missing := set(kinds) - {problem.kind for problem in forgiven}:
            raise LookupError(f"no problem of kind {', '.join(sorted(missing))} was recorded")
        self.problems = [problem for problem in self.problems if problem.kind not in kinds]
        return forgiven

    async def until(self, predicate: Callable[[], T], *, within: float) -> T:
        """Wait until `predicate` holds and return what it returned; TimeoutError after `within`
        seconds."""
        async with asyncio.timeout(within):
            while not (found := predicate()):
                await self.next_change()
        return found
