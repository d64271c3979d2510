"""Things in the room: their sizes, and how high it is where a foot, knee or hand is put."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import cos, radians, sin

from bot.figures.model.names import Thing

LOW = 0.35
"""What a foot steps on is lower than this; a desk above it is no place to stand."""

_SIZES: dict[Thing, tuple[float, float, float]] = {
    Thing.MAT: (1.8, 0.66, 0.0),
    Thing.CUSHION: (0.36, 0.36, 0.05),
    Thing.BLOCK: (0.13, 0.24, 0.10),
    Thing.CHAIR: (0.42, 0.42, 0.45),
    Thing.WHEELCHAIR: (0.42, 0.42, 0.48),
    Thing.BENCH: (1.9, 0.66, 0.50),
    Thing.DESK: (0.7, 1.3, 0.73),
    Thing.MONITOR: (0.06, 0.56, 0.36),
    Thing.KEYBOARD: (0.14, 0.38, 0.02),
    Thing.WALL: (0.1, 4.0, 2.6),
    Thing.CORNER: (2.0, 2.0, 2.6),
    Thing.WINDOW: (0.06, 1.0, 1.1),
    Thing.STEP: (0.35, 0.6, 0.15),
}
"""Long, wide and high, in meters. The top of a mat is the height from which all is measured."""

_CARRIES_NOTHING = {Thing.MONITOR, Thing.KEYBOARD, Thing.WALL, Thing.CORNER, Thing.WINDOW}
FOOTREST = 0.10
"""Height of a wheelchair's footrests."""


@dataclass(frozen=True)
class Prop:
    """One thing, with its middle at `at`, turned left by `turn` degrees."""

    kind: Thing
    at: tuple[float, float]
    turn: float
    long: float
    wide: float
    high: float

    @property
    def carries(self) -> bool:
        return self.kind not in _CARRIES_NOTHING

    def inside(self, x: float, y: float) -> tuple[float, float]:
        """A point of the room as seen from the middle of the prop."""
        a, dx, dy = radians(self.turn), x - self.at[0], y - self.at[1]
        return dx * cos(a) + dy * sin(a), dy * cos(a) - dx * sin(a)

    def under(self, x: float, y: float, margin: float = 0.0) -> bool:
        along, across = self.inside(x, y)
        return abs(along) <= self.long / 2 + margin and abs(across) <= self.wide / 2 + margin


@dataclass(frozen=True)
class Room:
    """All that stands there, seen as heights."""

    props: tuple[Prop, ...] = ()

    def mirrored(self) -> "Room":
        """The same for the other side: what stood left stands right."""
        return Room(
            tuple(replace(it, at=(it.at[0], -it.at[1]), turn=-it.turn) for it in self.props)
        )

    def top(self, kind: str) -> float:
        """How high somebody sits or lies on it."""
        return next((it.high for it in self.props if it.kind == kind), 0.0)

    def first(self, kind: Thing) -> Prop | None:
        return next((it for it in self.props if it.kind is kind), None)

    def floor_at(self, x: float, y: float) -> float:
        """Where a foot finds ground."""
        return max((it for it in self._tops(x, y) if it <= LOW), default=0.0)

    def seat_at(self, x: float, y: float) -> float:
        """Where a knee finds ground: it may be a chair."""
        return max((it for it in self._tops(x, y) if it <= 0.6), default=0.0)

    def table_at(self, x: float, y: float) -> float:
        """Where a hand finds something to rest on."""
        return max(self._tops(x, y), default=0.0)

    def _tops(self, x: float, y: float) -> Iterable[float]:
        for prop in self.props:
            if prop.kind is Thing.WHEELCHAIR:
                along, across = prop.inside(x, y)
                if 0.2 <= along <= 0.65 and abs(across) <= 0.25:
                    yield FOOTREST
            if prop.carries and prop.under(x, y, margin=0.01):
                yield prop.high


def sized(
    kind: Thing,
    at: tuple[float, float],
    turn: float = 0.0,
    long: float | None = None,
    wide: float | None = None,
    high: float | None = None,
) -> Prop:
    """A prop with the usual sizes where none are given."""
    usual = _SIZES[kind]
    return Prop(
        kind=kind,
        at=at,
        turn=turn,
        long=usual[0] if long is None else long,
        wide=usual[1] if wide is None else wide,
        high=usual[2] if high is None else high,
    )
