"""Prometheus metrics of a running Limber."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """Labels never hold ids of people or workspaces."""

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self.nudges = Counter("limber_nudges", "Nudges by outcome", ["outcome"], registry=registry)
        self.collapses = Counter(
            "limber_collapses",
            "Old cards deleted, or collapsed to a line about the day, by outcome",
            ["outcome"],
            registry=registry,
        )
        self.sessions = Counter(
            "limber_sessions",
            "Steps of group breaks, and calls of daily ones, by outcome",
            ["outcome"],
            registry=registry,
        )
        self.digests = Counter(
            "limber_digests",
            "Weekly digests of teams by outcome",
            ["outcome"],
            registry=registry,
        )
        self.requests = Counter(
            "limber_requests", "Requests from Slack by kind", ["kind"], registry=registry
        )
        self.failures = Counter(
            "limber_failures", "Failed jobs and requests by kind", ["where"], registry=registry
        )
        self.lateness = Gauge(
            "limber_nudge_lateness_seconds",
            "How late the oldest nudge of the last round was",
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
        with self._calls.labels(method).time():
            yield

    def text(self) -> bytes:
        """The body of /metrics."""
        return generate_latest(self._registry)
