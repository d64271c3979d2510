"""The playground's clock: the wall's time, moved ahead on demand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.domain.clock import Clock


class MovableClock:
    """A clock that follows `wall` and can be put forward, never back.

    `moved` is called after every move, so that whoever shows the time can show the new one.
    """

    def __init__(self, wall: Clock) -> None:
        self._wall = wall
        self._ahead = timedelta()
        self.moved: Callable[[], None] = lambda: None

    def __call__(self) -> datetime:
        return (self._wall() + self._ahead).astimezone(UTC)

    def move(self, by: timedelta) -> datetime:
        """Put the clock forward; raises ValueError for a move backwards."""
        if by < timedelta():
            raise ValueError(f"the clock never goes back, and {by} would")
        self._ahead += by
        self.moved()
        return self()

    def move_to(self, at: datetime) -> datetime:
        """Put the clock forward to `at`, an aware instant; raises ValueError if it has passed."""
        return self.move(at - self())

    def reach(self, at: datetime) -> datetime:
        """Put the clock forward to `at` unless it is past that already."""
        return self.move(max(at - self(), timedelta()))
