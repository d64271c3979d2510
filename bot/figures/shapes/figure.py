"""The whole figure: clothed trunk, legs and arms, then hands, neck and head."""

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import LEFT, Array, rotation, vec
from bot.figures.model.names import Half
from bot.figures.model.people import Bottoms, Person, Sleeves
from bot.figures.shapes.blobs import Blob, Blobs, Stop, rounded
from bot.figures.shapes.hands import add_hand
from bot.figures.shapes.heads import add_head

_TORSO: list[Stop] = [
    (-0.075, 0.062, 0.085, 0), (-0.04, 0.092, 0.140, -0.008), (0, 0.108, 0.166, -0.014),
    (0.05, 0.106, 0.164, -0.012), (0.10, 0.096, 0.150, -0.004), (0.155, 0.088, 0.138, 0),
    (0.22, 0.094, 0.143, 0.002), (0.30, 0.106, 0.158, 0.004), (0.37, 0.106, 0.166, 0.002),
    (0.43, 0.088, 0.160, -0.006), (0.475, 0.062, 0.125, -0.012), (0.51, 0.046, 0.075, -0.014),
]  # fmt: skip
_THIGH: list[Stop] = [
    (0, 0.090, 0.090, 0), (0.2, 0.090, 0.088, 0.006), (0.5, 0.078, 0.076, 0.006),
    (0.8, 0.062, 0.062, 0.002), (1, 0.057, 0.056, 0),
]  # fmt: skip
_SHANK: list[Stop] = [
    (0, 0.056, 0.056, 0), (0.28, 0.060, 0.058, -0.012), (0.6, 0.049, 0.048, -0.006),
    (0.88, 0.042, 0.042, 0),
]  # fmt: skip
_BARE_SHANK: list[Stop] = [
    (0, 0.050, 0.050, 0), (0.28, 0.054, 0.051, -0.012), (0.6, 0.042, 0.040, -0.006),
    (0.9, 0.031, 0.031, 0), (1, 0.034, 0.034, 0),
]  # fmt: skip
_UPPER: list[Stop] = [
    (0, 0.056, 0.054, 0), (0.3, 0.049, 0.046, 0), (0.7, 0.042, 0.040, 0), (1, 0.037, 0.036, 0),
]  # fmt: skip
_SHORT: list[Stop] = [(0, 0.064, 0.060, 0), (0.3, 0.058, 0.055, 0), (0.62, 0.054, 0.052, 0)]
_LONG: list[Stop] = [
    (0, 0.064, 0.060, 0), (0.3, 0.056, 0.053, 0), (0.7, 0.049, 0.048, 0), (1, 0.045, 0.044, 0),
]  # fmt: skip
_FORE: list[Stop] = [
    (0, 0.037, 0.037, 0), (0.25, 0.040, 0.038, 0), (0.7, 0.031, 0.028, 0), (1, 0.027, 0.021, 0),
]  # fmt: skip
_CUFFED: list[Stop] = [(0, 0.045, 0.044, 0), (0.5, 0.041, 0.040, 0), (0.94, 0.034, 0.033, 0)]

HEM = 0.025
"""Meters along the spine from the pelvis to the end of the shirt."""


def figure(body: Body, person: Person, fine: float = 6) -> list[Blob]:
    blobs = Blobs(fine)
    _add_trunk(blobs, body, person)
    for half in Half:
        _add_leg(blobs, body, person, half)
        _add_arm(blobs, body, person, half)
        add_hand(blobs, body, half)
    add_head(blobs, body, person)
    return blobs.all


def _add_trunk(blobs: Blobs, body: Body, person: Person) -> None:
    width = person.build - 1
    for h, deep, wide, shift in rounded(_TORSO, int(10 * blobs.fine)):
        frame = body.spine(h)
        fat = width * (1 if h < 0.36 else 0.5)
        filled = person.belly + body.pose.spine.breath
        belly = filled * np.exp(-(((h - 0.13) / 0.09) ** 2))
        bust = person.bust * np.exp(-(((h - 0.33) / 0.05) ** 2))
        tall = np.interp(h, [-0.08, 0, 0.1, 0.4, 0.51], [0.04, 0.08, 0.09, 0.08, 0.03])
        fuller = float(belly + bust)
        radii = vec(deep * (1 + 1.1 * fat) + fuller * 0.6, wide * (1 + fat) + belly * 0.4, tall)
        middle = body.along(h) + frame[:, 0] * (shift + fuller * 0.6)
        blobs.ball(middle, radii, "shirt" if h > HEM else "trousers", frame)


def _add_leg(blobs: Blobs, body: Body, person: Person, half: Half) -> None:
    hip, knee, ankle = (body.at[f"{half} {it}"] for it in ("hip", "knee", "ankle"))
    thigh, shank = body.frames[f"{half} thigh"], body.frames[f"{half} shank"]
    fat = 1 + (person.build - 1) * 0.7
    pelvis = body.frames["pelvis"]
    seat = body.at["pelvis"] + pelvis @ vec(-0.042, half.sign * 0.075, -0.02)
    blobs.ball(seat, vec(0.085, 0.085, 0.09) * fat, f"{half} thigh", pelvis)
    blobs.tube(hip, knee, rounded(_THIGH), f"{half} thigh", thigh, fat)
    if person.prosthesis is half:
        _add_prosthesis(blobs, knee, ankle, shank, half)
    elif person.bottoms is Bottoms.SHORTS:
        blobs.tube(knee, ankle, rounded(_BARE_SHANK), f"{half} calf", shank, fat)
    else:
        blobs.tube(knee, ankle, rounded(_SHANK), f"{half} shank", shank, fat)
        bare: list[Stop] = [(0.86, 0.034, 0.034, 0), (1, 0.035, 0.035, 0)]
        blobs.tube(knee, ankle, bare, f"{half} ankle", shank)
    toes = rotation(LEFT, -body.heels.get(half, 0.0))
    _add_shoe(blobs, ankle, body.frames[f"{half} foot"], toes, half)


def _add_prosthesis(blobs: Blobs, knee: Array, ankle: Array, shank: Array, half: Half) -> None:
    socket: list[Stop] = [(0, 0.052, 0.05, 0), (0.3, 0.05, 0.048, -0.006), (0.5, 0.032, 0.032, 0)]
    tube: list[Stop] = [(0.45, 0.019, 0.019, 0), (1, 0.019, 0.019, 0)]
    blobs.tube(knee, ankle, rounded(socket), f"{half} socket", shank)
    blobs.tube(knee, ankle, tube, f"{half} tube", shank)


_SHOE = (
    (-0.048, -0.036, 0.040, 0.036, 0.040), (-0.02, -0.020, 0.050, 0.037, 0.050),
    (0.02, -0.030, 0.055, 0.038, 0.040), (0.06, -0.044, 0.055, 0.041, 0.029),
    (0.09, -0.048, 0.045, 0.045, 0.026), (0.12, -0.051, 0.045, 0.045, 0.022),
    (0.145, -0.054, 0.042, 0.042, 0.019),
)  # fmt: skip


def _add_shoe(blobs: Blobs, ankle: Array, frame: Array, toes: Array, half: Half) -> None:
    """The shoe bends at the ball, so that the toes stay on the floor when the heel lifts."""
    ball = vec(0.105, 0, -0.06)

    def put(x: float, z: float, radii: Array, part: str) -> None:
        point, bends = vec(x, 0, z), x > ball[0]
        place = ball + toes @ (point - ball) if bends else point
        blobs.ball(ankle + frame @ place, radii, part, frame @ toes if bends else frame)

    for x, z, front, side, up in _SHOE:
        put(x, z, vec(front, side, up), f"{half} shoe")
    for x in np.linspace(-0.05, 0.15, 9):
        side = 0.038 + 0.008 * np.sin(np.clip((x + 0.05) / 0.2, 0, 1) * 2.6)
        put(float(x), -0.068, vec(0.030, side, 0.0105), f"{half} sole")


def _add_arm(blobs: Blobs, body: Body, person: Person, half: Half) -> None:
    shoulder, elbow, wrist = (body.at[f"{half} {it}"] for it in ("shoulder", "elbow", "wrist"))
    upper, fore = body.frames[f"{half} upper arm"], body.frames[f"{half} forearm"]
    chest, width = body.frames["chest"], person.build - 1
    # Closes the gap that a raised arm would open.
    top = body.along(0.44) + chest @ vec(-0.01, half.sign * 0.085, 0)
    blobs.tube(top, shoulder, [(0, 0.07, 0.06, 0), (1, 0.062, 0.056, 0)], "shirt", chest)
    fat = 1 + width * 0.5
    if person.sleeves is Sleeves.LONG:
        blobs.tube(shoulder, elbow, rounded(_LONG), f"{half} sleeve", upper, fat)
        blobs.tube(elbow, wrist, rounded(_CUFFED), f"{half} sleeve", fore, 1 + width * 0.4)
        end: list[Stop] = [(0.9, 0.029, 0.024, 0), (1, 0.027, 0.021, 0)]
        blobs.tube(elbow, wrist, end, f"{half} forearm", fore)
        return
    blobs.tube(shoulder, elbow, rounded(_UPPER), f"{half} upper arm", upper, fat)
    blobs.tube(shoulder, elbow, rounded(_SHORT), f"{half} sleeve", upper, fat)
    blobs.tube(elbow, wrist, rounded(_FORE), f"{half} forearm", fore, 1 + width * 0.4)
