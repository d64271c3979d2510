"""The record of calls and problems, and a way to wait for the next change."""

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
    """A request to the Web API, an upload URL or a response_url. `args` hold no secrets."""

    at: datetime
    method: str
    args: Json
    ok: bool
    error: str | None
    http_status: int | None
    """None if the connection closed without an answer."""
    team_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the app did that Slack would refuse, or that breaks our house rules."""

    at: datetime
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unacked:
    """A payload the app didn't acknowledge; `reason` as in x-slack-retry-reason."""

    at: datetime
    kind: str
    what: str
    reason: str


class Journal:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_change = asyncio.Event()
        self.version = 0
        self.log: list[ApiCall] = []
        self.problems: list[Problem] = []
        self.unacked: list[Unacked] = []

    def changed(self) -> None:
        """Wake everyone who is waiting for a change."""
        self.version += 1
        self._next_change.set()
        self._next_change = asyncio.Event()

    async def next_change(self) -> None:
        """Wait until something changes after this call."""
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
        """Note that the last request never got its answer."""
        self.log[-1] = replace(self.log[-1], http_status=None)

    def problem(self, kind: str, detail: str) -> None:
        self.problems.append(Problem(at=self._clock(), kind=kind, detail=detail))
        self.changed()

    def missed(self, kind: str, what: str, reason: str) -> None:
        """Record a payload that the app didn't acknowledge."""
        self.unacked.append(Unacked(at=self._clock(), kind=kind, what=what, reason=reason))
        self.changed()

    def forgive(self, *kinds: str) -> list[Problem]:
        """Remove the problems a test expected; LookupError if one of `kinds` didn't occur."""
        forgiven = [problem for problem in self.problems if problem.kind in kinds]
        if missing := set(kinds) - {problem.kind for problem in forgiven}:
            raise LookupError(f"no problem of kind {', '.join(sorted(missing))} was recorded")
        self.problems = [problem for problem in self.problems if problem.kind not in kinds]
        return forgiven

    async def until(self, predicate: Callable[[], T], *, within: float) -> T:
        """Wait for `predicate` and return its result; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while not (found := predicate()):
                await self.next_change()
        return found
