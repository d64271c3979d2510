"""Checks how far each joint is bent."""

from collections.abc import Iterator

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array
from bot.figures.model.names import Half

LIMITS: dict[str, tuple[float, float]] = {
    "hip bent forward": (-32, 135),
    "hip out to the side": (-35, 60),
    "knee bent": (-6, 157),
    "toes drawn up": (-75, 45),
    "elbow bent": (-6, 155),
    "wrist bent": (0, 92),
}
"""Degrees, for people who are used to moving."""

TRUNK: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "spine": ((-32, 90), (-38, 38), (-55, 55)),
    "neck": ((-60, 60), (-45, 45), (-80, 80)),
}


def joint_problems(body: Body) -> Iterator[tuple[str, str]]:
    for name, angle in angles(body):
        low, high = LIMITS[name.partition(" ")[2]]
        if not low <= angle <= high:
            yield f"{name} is {angle:.0f} degrees", f"keep it between {low:.0f} and {high:.0f}"
    for part, limits in TRUNK.items():
        lean = body.pose.spine if part == "spine" else body.pose.neck
        ways = (("forward", lean.forward), ("left", lean.left), ("turn", lean.turn))
        for (way, angle), (low, high) in zip(ways, limits, strict=True):
            if not low <= angle <= high:
                yield f"{part}.{way} is {angle:.0f}", f"keep it between {low:.0f} and {high:.0f}"


def angles(body: Body) -> Iterator[tuple[str, float]]:
    for half in Half:
        thigh, shank, foot = (body.frames[f"{half} {it}"] for it in ("thigh", "shank", "foot"))
        upper, fore, hand = (body.frames[f"{half} {it}"] for it in ("upper arm", "forearm", "hand"))
        hip = -body.frames["pelvis"].T @ thigh[:, 2]
        knee, elbow = -thigh.T @ shank[:, 2], -upper.T @ fore[:, 2]
        toes = shank.T @ foot[:, 0]
        out = np.clip(half.sign * hip[1], -1, 1)
        yield f"{half} hip bent forward", _degrees(hip[0], -hip[2])
        yield f"{half} hip out to the side", float(np.degrees(np.arcsin(out)))
        yield f"{half} knee bent", _degrees(-knee[0], -knee[2])
        yield f"{half} toes drawn up", _degrees(toes[2], toes[0])
        yield f"{half} elbow bent", _degrees(elbow[0], -elbow[2])
        yield f"{half} wrist bent", _angle(fore[:, 2], hand[:, 2])


def _degrees(y: float, x: float) -> float:
    return float(np.degrees(np.arctan2(y, x)))


def _angle(a: Array, b: Array) -> float:
    return float(np.degrees(np.arccos(np.clip(a @ b, -1, 1))))
