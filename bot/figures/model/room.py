"""Props in a room: their sizes, and the height of what a foot, knee or hand is placed on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians, sin

from bot.figures.model.names import PropKind

LOW = 0.35
"""Meters; higher things, such as a desk, are not stepped on."""

_SIZES: dict[PropKind, tuple[float, float, float]] = {
    PropKind.MAT: (1.8, 0.66, 0.0),
    PropKind.CUSHION: (0.36, 0.36, 0.05),
    PropKind.BLOCK: (0.13, 0.24, 0.10),
    PropKind.CHAIR: (0.42, 0.42, 0.45),
    PropKind.WHEELCHAIR: (0.42, 0.42, 0.48),
    PropKind.BENCH: (1.9, 0.66, 0.50),
    PropKind.DESK: (0.7, 1.3, 0.73),
    PropKind.MONITOR: (0.06, 0.56, 0.36),
    PropKind.KEYBOARD: (0.14, 0.38, 0.02),
    PropKind.WALL: (0.1, 4.0, 2.6),
    PropKind.CORNER: (2.0, 2.0, 2.6),
    PropKind.WINDOW: (0.06, 1.0, 1.1),
    PropKind.STEP: (0.35, 0.6, 0.15),
}
"""Length, width and height in meters. Heights are measured from the top of a mat."""

_CARRIES_NOTHING = {
    PropKind.MONITOR,
    PropKind.KEYBOARD,
    PropKind.WALL,
    PropKind.CORNER,
    PropKind.WINDOW,
}
FOOTREST = 0.10
"""Height of a wheelchair's footrests in meters."""


@dataclass(frozen=True)
class Prop:
    """A thing with its middle at `at`, turned left by `turn` degrees."""

    kind: PropKind
    at: tuple[float, float]
    turn: float
    long: float
    wide: float
    high: float

    @property
    def carries(self) -> bool:
        return self.kind not in _CARRIES_NOTHING

    def to_local(self, x: float, y: float) -> tuple[float, float]:
        """The point in the prop's own axes."""
        a, dx, dy = radians(self.turn), x - self.at[0], y - self.at[1]
        return dx * cos(a) + dy * sin(a), dy * cos(a) - dx * sin(a)

    def covers(self, x: float, y: float, margin: float = 0.0) -> bool:
        along, across = self.to_local(x, y)
        return abs(along) <= self.long / 2 + margin and abs(across) <= self.wide / 2 + margin


@dataclass(frozen=True)
class Room:
    props: tuple[Prop, ...] = ()

    def mirrored(self) -> "Room":
        """The room reflected left to right."""
        return Room(
            tuple(replace(it, at=(it.at[0], -it.at[1]), turn=-it.turn) for it in self.props)
        )

    def top(self, kind: str) -> float:
        """The height of the surface of a prop to sit or lie on."""
        return next((it.high for it in self.props if it.kind == kind), 0.0)

    def first(self, kind: PropKind) -> Prop | None:
        return next((it for it in self.props if it.kind is kind), None)

    def floor_at(self, x: float, y: float) -> float:
        """The height on which a foot stands."""
        return max((it for it in self._tops(x, y) if it <= LOW), default=0.0)

    def seat_at(self, x: float, y: float) -> float:
        """The height on which a knee is placed, which can be that of a chair."""
        return max((it for it in self._tops(x, y) if it <= 0.6), default=0.0)

    def table_at(self, x: float, y: float) -> float:
        """The height on which a hand rests."""
        return max(self._tops(x, y), default=0.0)

    def _tops(self, x: float, y: float) -> Iterable[float]:
        for prop in self.props:
            if prop.kind is PropKind.WHEELCHAIR:
                along, across = prop.to_local(x, y)
                if 0.2 <= along <= 0.65 and abs(across) <= 0.25:
                    yield FOOTREST
            if prop.carries and prop.covers(x, y, margin=0.01):
                yield prop.high


def sized(
    kind: PropKind,
    at: tuple[float, float],
    turn: float = 0.0,
    long: float | None = None,
    wide: float | None = None,
    high: float | None = None,
) -> Prop:
    """A prop with the usual sizes by default."""
    usual = _SIZES[kind]
    return Prop(
        kind=kind,
        at=at,
        turn=turn,
        long=usual[0] if long is None else long,
        wide=usual[1] if wide is None else wide,
        high=usual[2] if high is None else high,
    )
