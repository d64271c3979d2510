"""Neck, head and hair. Hair and scarf are scaled copies of the head, so they fit at every tilt."""

from collections.abc import Sequence

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array, vec
from bot.figures.model.people import Hair, Person
from bot.figures.shapes.blobs import Blobs, Cut

HEAD = 1.13
"""Heads slightly larger than life read better in small pictures."""


class Head:
    """Adds parts at (front, left, up), in meters of a head before scaling."""

    def __init__(self, blobs: Blobs, body: Body) -> None:
        self.blobs, self.body, self.frame = blobs, body, body.frames["head"]

    def at(self, x: float, y: float, z: float) -> Array:
        return self.body.at["head"] + self.frame @ vec(x, y, z) * HEAD

    def put(
        self,
        p: Sequence[float] | Array,
        radii: Sequence[float] | Array | float,
        part: str,
        cut: Cut | None = None,
    ) -> None:
        size = np.full(3, radii) if np.isscalar(radii) else np.asarray(radii, float)
        x, y, z = (float(it) for it in p)
        self.blobs.ball(self.at(x, y, z), size * HEAD, part, self.frame, cut)


def add_head(blobs: Blobs, body: Body, person: Person) -> None:
    head = Head(blobs, body)
    _add_neck(head, person)
    egg = _egg(person)
    for x, z, *radii in egg:
        head.put((x, 0, z), radii, "head")
    for t in np.linspace(0, 1, 6):
        radii = [0.010 + 0.003 * t, 0.008 + 0.005 * t, 0.012]
        head.put((0.086 + 0.016 * t, 0, 0.012 - 0.034 * t), radii, "nose")
    if person.style is Hair.HIJAB:
        _add_hijab(head, egg)
        return
    for side in (1, -1):
        head.put((-0.008, side * 0.080, -0.010), (0.018, 0.010, 0.028), "ear")
    if person.style is Hair.BALD:
        _add_fringe(head)
        return
    _add_shell(head)
    _STYLES[person.style](head)


def _egg(person: Person) -> list[tuple[float, ...]]:
    """Ellipsoids from skull to chin: front, up, and three radii."""
    full = (person.build + 1) / 2
    return [
        (
            -0.008 + 0.036 * t,
            0.022 - 0.085 * t,
            0.100 - 0.040 * t,
            (0.083 - 0.032 * t**1.5) * full,
            0.105 - 0.055 * t,
        )
        for t in np.linspace(0, 1, 12)
    ]


def _add_neck(head: Head, person: Person) -> None:
    body = head.body
    base = body.at["neck"] - body.frames["chest"][:, 2] * 0.03
    stops = [(0, 0.058, 0.058, 0), (0.4, 0.051, 0.051, 0), (1, 0.049, 0.049, 0)]
    head.blobs.tube(
        base, head.at(-0.022, 0, -0.05), stops, "neck", body.frames["neck"], person.build**0.5
    )


def _add_shell(head: Head) -> None:
    """Several nested shells: with one, a slit of background shows at the edge."""

    def hairline(p: Array) -> Array:
        line = (p[2] + 0.045 * HEAD) * 0.68 - (0.002 - 0.012 * np.cos(p[1] * 30 / HEAD)) * HEAD
        kept: Array = (p[0] < line) & (p[2] > -0.085 * HEAD)
        return kept

    for k in np.linspace(1, 0.91, max(7, int(2.4 * head.blobs.fine))):
        head.put((-0.012, 0, 0.028), vec(0.109, 0.093, 0.114) * k, "hair", hairline)


def _add_fringe(head: Head) -> None:

    def low(p: Array) -> Array:
        kept: Array = (p[0] < 0.012) & (p[2] > -0.075) & (p[2] < 0.012 - 0.2 * p[0])
        return kept

    for k in np.linspace(1, 0.93, 5):
        head.put((-0.010, 0, 0.024), vec(0.107, 0.090, 0.110) * k, "hair", low)


def _short(head: Head) -> None:
    for y in (-0.03, 0, 0.03):
        head.put((0.055, y, 0.108), (0.05, 0.045, 0.03), "hair")


def _bun(head: Head) -> None:
    head.put((-0.105, 0, 0.085), (0.046, 0.048, 0.046), "bun")


def _curls(head: Head, size: float = 0.036, out: float = 1.0) -> None:
    for a in np.linspace(0, 2 * np.pi, 11)[:-1]:
        for e in (0.15, 0.7, 1.2):
            x, y = np.cos(a) * np.cos(e), np.sin(a) * np.cos(e)
            p = vec(-0.02 + 0.095 * out * x, 0.085 * out * y, 0.035 + 0.105 * out * np.sin(e))
            if p[0] < (p[2] + 0.02) * 0.6:
                head.put(p, size + 0.006 * float(np.sin(7 * a + e)), "hair")


def _afro(head: Head) -> None:
    for a in np.linspace(0, 2 * np.pi, 17)[:-1]:
        for e in (-0.25, 0.1, 0.45, 0.8, 1.15, 1.5):
            x, y, z = np.cos(a) * np.cos(e), np.sin(a) * np.cos(e), np.sin(e)
            p = vec(-0.024 + 0.100 * x, 0.098 * y, 0.05 + 0.100 * z)
            if p[0] < (p[2] + 0.01) * 0.5 - 0.012:
                head.put(p, 0.042, "hair")


def _bob(head: Head) -> None:
    for side in (1, -1):
        for t in np.linspace(0, 1, 8):
            p = (-0.012 - 0.008 * t, side * (0.086 + 0.004 * t), 0.03 - 0.12 * t)
            head.put(p, (0.048 + 0.006 * t, 0.016, 0.026), "hair")
    for t in np.linspace(0, 1, 8):
        head.put((-0.075, 0, 0.03 - 0.12 * t), (0.04, 0.082, 0.03), "hair")
    _short(head)


def _ponytail(head: Head) -> None:
    head.put((-0.108, 0, 0.07), (0.026, 0.024, 0.024), "bun")
    for t in np.linspace(0, 1, 14):
        p = (-0.12 - 0.035 * np.sin(2.2 * t), 0, 0.07 - 0.17 * t)
        head.put(p, 0.029 - 0.012 * t + 0.008 * float(np.sin(3.14 * t)), "lock")


def _braids(head: Head) -> None:
    """Rows close to the head, then two hanging braids."""
    for side in (1, -1):
        for t in np.linspace(0, 1, 15):
            p = (-0.075 + 0.02 * t, side * (0.062 + 0.014 * t), -0.02 - 0.17 * t)
            size = 0.019 + 0.004 * abs(float(np.sin(t * 15)))
            head.put(p, size, f"{'left' if side > 0 else 'right'} lock")


_STYLES = {
    Hair.SHORT: _short,
    Hair.BUN: _bun,
    Hair.CURLS: _curls,
    Hair.AFRO: _afro,
    Hair.BOB: _bob,
    Hair.PONYTAIL: _ponytail,
    Hair.BRAIDS: _braids,
}


def _add_hijab(head: Head, egg: list[tuple[float, ...]]) -> None:
    """A slightly larger head, open at the face, and folds of cloth below."""
    for x, z, rx, ry, rz in egg:
        offset = vec(x - 0.006, 0, z + 0.002)[:, None]

        def open_face(p: Array, offset: Array = offset) -> Array:
            q = p / HEAD + offset
            side = q[0] < 0.042 + 0.25 * np.maximum(0, -q[2] - 0.02)
            kept: Array = side | (q[2] > 0.078 - 6 * q[1] ** 2)
            return kept

        head.put(offset.ravel(), (rx + 0.008, ry + 0.006, rz + 0.009), "hair", open_face)
    _add_drape(head)


def _add_drape(head: Head) -> None:
    """Three rolls of cloth under the chin, each lower and wider than the one above."""
    body, blobs = head.body, head.blobs
    neck, chest = body.frames["neck"], body.frames["chest"]
    base = body.at["neck"] + chest @ vec(0.012, 0, -0.045)
    top = head.at(-0.014, 0, -0.07)
    for t in np.linspace(0, 1, 16):
        radii = vec(0.078 + 0.002 * t, 0.088 - 0.012 * t, 0.035)
        blobs.ball(base * (1 - t) + top * t, radii, "drape", neck)
    rolls = (
        ("fold a", 0.60, 0.064, 0.070, 0.024, 0.012),
        ("fold b", 0.22, 0.074, 0.094, 0.028, 0.020),
        ("drape", -0.08, 0.084, 0.116, 0.030, 0.014),
    )
    for part, t, deep, wide, thick, droop in rolls:
        middle = base * (1 - t) + top * t
        for a in np.linspace(0, 2 * np.pi, 49)[:-1]:
            x, y = deep * np.cos(a), wide * np.sin(a)
            point = vec(x, y, -droop * np.cos(a) - 0.01 * np.cos(2 * a))
            blobs.ball(middle + neck @ point, thick, part, neck)
