"""What can be measured of a running Limber, in Prometheus' terms."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One registry a process; labels never hold ids of people or workspaces."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self.nudges = Counter(
            "limber_nudges", "Nudges by what became of them", ["outcome"], registry=registry
        )
        self.collapses = Counter(
            "limber_collapses",
            "Old cards by what became of making them one line",
            ["outcome"],
            registry=registry,
        )
        self.sessions = Counter(
            "limber_sessions",
            "Breaks together by what became of moving them on, and daily ones of being called",
            ["outcome"],
            registry=registry,
        )
        self.digests = Counter(
            "limber_digests",
            "Weekly messages of teams by what became of them",
            ["outcome"],
            registry=registry,
        )
        self.requests = Counter(
            "limber_requests", "Requests from Slack by kind", ["kind"], registry=registry
        )
        self.failures = Counter(
            "limber_failures", "Work that failed, by where", ["where"], registry=registry
        )
        self.lateness = Gauge(
            "limber_nudge_lateness_seconds",
            "How late the latest nudges went out",
            registry=registry,
        )
        self.connected = Gauge(
            "limber_socket_connected", "1 while Socket Mode is connected", registry=registry
        )
        self._calls = Histogram(
            "limber_slack_call_seconds", "Calls to Slack", ["method"], registry=registry
        )

    @contextmanager
    def slack_call(self, method: str) -> Iterator[None]:
        """Times a call to one Web API method."""
        with self._calls.labels(method).time():
            yield

    def text(self) -> bytes:
        """Everything, as /metrics shows it."""
        return generate_latest(self._registry)
