"""The playground's clock: real time, moved ahead on demand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.domain.clock import Clock


class MovableClock:
    """Follows `wall` and can be moved forward, never back. Calls `moved` after every move."""

    def __init__(self, wall: Clock) -> None:
        self._wall = wall
        self._ahead = timedelta()
        self.moved: Callable[[], None] = lambda: None

    def __call__(self) -> datetime:
        return (self._wall() + self._ahead).astimezone(UTC)

    def move(self, by: timedelta) -> datetime:
        """Raises ValueError when `by` is negative."""
        if by < timedelta():
            raise ValueError(f"the clock never goes back, not even by {-by}")
        self._ahead += by
        self.moved()
        return self()

    def move_to(self, at: datetime) -> datetime:
        """Raises ValueError when `at` has passed."""
        return self.move(at - self())

    def reach(self, at: datetime) -> datetime:
        """Move to `at` unless that has passed already."""
        return self.move(max(at - self(), timedelta()))
