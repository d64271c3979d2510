"""The timing of a film: what body and timer show in each frame, and for how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.figures.films.timer import Count

LEAD_MS = 900
"""The first frame shows the target, for clients that show no other."""
_LAST_MS = 600
_MOVE_MS = 90
_SHORTEST_MS = 300
"""Of a frame during a hold."""
_SLOWEST_MS = 400


@dataclass(frozen=True)
class Moment:
    """`t` runs from 0 at rest to 1 at the target, and in a circle to 2 on the way back."""

    t: float
    mirrored: bool = False
    blink: bool = False


@dataclass(frozen=True)
class Shot:
    """A frame with either `left`, the remaining share of the ring, or `count`, the dots."""

    moment: Moment
    ms: int
    left: float | None = None
    count: Count | None = None
    signs: bool = False


class Pace(NamedTuple):
    """Frames on the way to the target, and on the way back."""

    out: int
    back: int


def _eased_moments(count: int) -> list[float]:
    """`count` moments between rest and target, eased in and out."""
    even = (i / (count + 1) for i in range(1, count + 1))
    return [t * t * (3 - 2 * t) for t in even]


def hold_shots(seconds: int, moves: int, *, moving: bool, blink: bool) -> list[Shot]:
    """The target, the movement into it, then one frame per second while the ring runs down."""
    shots = [Shot(Moment(1), LEAD_MS, left=1.0, signs=True)]
    if moving:
        shots.append(Shot(Moment(0), 600, left=1.0))
        shots += [Shot(Moment(it), _MOVE_MS, left=1.0) for it in _eased_moments(moves)]
    spent = sum(it.ms for it in shots)
    total = seconds * 1000
    while spent < total:
        ms = 1000 - spent % 1000
        ms += 1000 if ms < _SHORTEST_MS else 0
        held = Shot(Moment(1), ms, left=1 - spent / total, signs=True)
        blinks = blink and ms == 1000 and (spent // 1000) % 4 == 0
        shots += _blinking(held) if blinks else [held]
        spent += ms
    return [*shots, Shot(Moment(1), _LAST_MS, left=0.0, signs=True)]


def _blinking(shot: Shot) -> list[Shot]:
    closed = Shot(Moment(1, blink=True), 220, left=shot.left, signs=True)
    return [Shot(shot.moment, shot.ms - 220, left=shot.left, signs=True), closed]


def reps_shots(
    seconds: int, reps: int, pace: Pace, *, alternate: bool, circle: bool = False
) -> list[Shot]:
    """The target, then every repetition out and back, at the pace of the step."""
    shots = [Shot(Moment(1), LEAD_MS, count=Count(0, reps), signs=True)]
    sides = (False, True) if alternate else (False,)
    each = (seconds * 1000 - LEAD_MS) / (reps * len(sides))
    clock, due = LEAD_MS, float(LEAD_MS)
    for rep in range(reps):
        for mirrored in sides:
            due += each
            last = mirrored == sides[-1]
            ms = round(due) - clock
            shots += _repetition(rep, reps, pace, mirrored, last, ms, circle)
            clock += ms
    return [*shots, Shot(Moment(0, sides[-1]), _LAST_MS, count=Count(reps, reps))]


def _repetition(
    rep: int, reps: int, pace: Pace, mirrored: bool, last: bool, ms: int, circle: bool
) -> Iterator[Shot]:
    """A slow way out, a short stay and a slow way back; the dot fills at the target."""
    step = int(min(_SLOWEST_MS, ms * 0.36 / (pace.out + 1)) // 10 * 10)
    moving = (pace.out + pace.back) * step
    rest = int((ms - moving) * 0.45 // 10 * 10)
    before, after = Count(rep, reps), Count(rep + 1 if last else rep, reps)
    yield Shot(Moment(0, mirrored), rest, count=before)
    for t in _eased_moments(pace.out):
        yield Shot(Moment(t, mirrored), step, count=before)
    yield Shot(Moment(1, mirrored), ms - moving - rest, count=after)
    ways = _eased_moments(pace.back)
    for t in [1 + it for it in ways] if circle else reversed(ways):
        yield Shot(Moment(t, mirrored), step, count=after)
