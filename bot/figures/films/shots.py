"""The moments of a film: what the body does, how the timer stands, and for how long."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.figures.paint.timer import Count

LEAD_MS = 900
"""The first frame: the target, for clients that show nothing else."""
_LAST_MS = 600
_MOVE_MS = 90
_SLOWEST_MS = 400


@dataclass(frozen=True)
class Pose:
    """`t` of the way into the target, 0 to 1, on one side of the body."""

    t: float
    mirrored: bool = False
    blink: bool = False


@dataclass(frozen=True)
class Shot:
    """A frame. `left` is the ring's remaining share, `count` the dots; one of them is given."""

    pose: Pose
    ms: int
    left: float | None = None
    count: Count | None = None
    signs: bool = False


def eased(t: float) -> float:
    """Gently out of rest and gently into it."""
    return t * t * (3 - 2 * t)


def hold_shots(seconds: int, moves: int, *, moving: bool, blink: bool) -> list[Shot]:
    """The target, the way into it, then one frame a second while the ring runs down."""
    shots = [Shot(Pose(1), LEAD_MS, left=1.0, signs=True)]
    if moving:
        shots.append(Shot(Pose(0), 600, left=1.0))
        ways = (eased(i / (moves + 1)) for i in range(1, moves + 1))
        shots += [Shot(Pose(it), _MOVE_MS, left=1.0) for it in ways]
    spent = sum(it.ms for it in shots)
    total = seconds * 1000
    while spent < total:
        ms = 1000 - spent % 1000
        held = Shot(Pose(1), ms, left=1 - spent / total, signs=True)
        blinks = blink and ms == 1000 and (spent // 1000) % 4 == 0
        shots += _blinking(held) if blinks else [held]
        spent += ms
    return [*shots, Shot(Pose(1), _LAST_MS, left=0.0, signs=True)]


def _blinking(shot: Shot) -> list[Shot]:
    closed = Shot(Pose(1, blink=True), 220, left=shot.left, signs=True)
    return [Shot(shot.pose, shot.ms - 220, left=shot.left, signs=True), closed]


def reps_shots(seconds: int, reps: int, moves: int, *, alternate: bool) -> list[Shot]:
    """The target, then every repetition out and back, at the pace of the step."""
    shots = [Shot(Pose(1), LEAD_MS, count=Count(0, reps), signs=True)]
    sides = (False, True) if alternate else (False,)
    each = (seconds * 1000 - LEAD_MS) / (reps * len(sides))
    clock, due = LEAD_MS, float(LEAD_MS)
    for rep in range(reps):
        for mirrored in sides:
            due += each
            last = mirrored == sides[-1]
            for shot in _there_and_back(rep, reps, moves, mirrored, last, round(due) - clock):
                shots.append(shot)
                clock += shot.ms
    return [*shots, Shot(Pose(0, sides[-1]), _LAST_MS, count=Count(reps, reps))]


def _there_and_back(
    rep: int, reps: int, moves: int, mirrored: bool, last: bool, ms: int
) -> Iterator[Shot]:
    """A slow way out, a short stay, a slow way back; the dot fills on arriving."""
    step = int(min(_SLOWEST_MS, ms * 0.36 / (moves + 1)) // 10 * 10)
    ways = 2 * moves * step
    rest = int((ms - ways) * 0.45 // 10 * 10)
    before, after = Count(rep, reps), Count(rep + 1 if last else rep, reps)
    yield Shot(Pose(0, mirrored), rest, count=before)
    for i in range(1, moves + 1):
        yield Shot(Pose(eased(i / (moves + 1)), mirrored), step, count=before)
    yield Shot(Pose(1, mirrored), ms - ways - rest, count=after)
    for i in range(moves, 0, -1):
        yield Shot(Pose(eased(i / (moves + 1)), mirrored), step, count=after)
