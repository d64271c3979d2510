"""The bands that mark each muscle: points along it, relative to joints and bones."""

from dataclasses import dataclass

from bot.figures.model.names import Band
from bot.figures.shapes.parts import FINGERS


@dataclass(frozen=True)
class Knot:
    """A point `t` of the way from joint `a` to joint `b`, moved by `off` meters.

    `off` is (front, out, up) in the frame of the bone.
    """

    bone: str
    a: str
    b: str
    t: float
    off: tuple[float, float, float]
    radius: float


@dataclass(frozen=True)
class Muscle:
    """A band through the knots, shown only on the parts `on`."""

    on: tuple[str, ...]
    knots: tuple[Knot, ...]


_CLOTH = ("shirt", "trousers", "sleeve")
_LEG = ("thigh", "trousers", "shank", "calf", "socket")


def _thigh(t: float, x: float, y: float, r: float) -> Knot:
    return Knot("thigh", "hip", "knee", t, (x, y, 0), r)


def _shank(t: float, x: float, y: float, r: float) -> Knot:
    return Knot("shank", "knee", "ankle", t, (x, y, 0), r)


def _upper(t: float, x: float, y: float, r: float) -> Knot:
    return Knot("upper arm", "shoulder", "elbow", t, (x, y, 0), r)


def _fore(t: float, x: float, y: float, r: float) -> Knot:
    return Knot("forearm", "elbow", "wrist", t, (x, y, 0), r)


def _hand(x: float, palm: float, down: float, r: float) -> Knot:
    """Relative to the wrist: front (the thumb's side), toward the palm, down the fingers."""
    return Knot("hand", "wrist", "wrist", 0, (x, -palm, -down), r)


def _pelvis(x: float, y: float, z: float, r: float) -> Knot:
    return Knot("pelvis", "pelvis", "pelvis", 0, (x, y, z), r)


def _chest(x: float, y: float, z: float, r: float) -> Knot:
    return Knot("chest", "chest", "chest", 0, (x, y, z), r)


def _neck(t: float, x: float, y: float, r: float) -> Knot:
    return Knot("neck", "neck", "head", t, (x, y, 0), r)


_NECK = ("neck", "shirt", "sleeve", "drape", "fold a", "fold b", "lock", "hair")

MUSCLES: dict[str, Muscle] = {
    "hip flexor": Muscle(
        ("thigh", "trousers", "shirt"),
        (_pelvis(0.09, 0.09, 0.12, 0.020), _thigh(0.0, 0.085, 0.0, 0.044),
         _thigh(0.6, 0.07, 0.01, 0.018)),
    ),
    "glute": Muscle(
        ("thigh", "trousers", "shirt"),
        (_pelvis(-0.10, 0.09, 0.06, 0.035), _pelvis(-0.115, 0.085, -0.02, 0.055),
         _pelvis(-0.10, 0.09, -0.08, 0.035)),
    ),
    "outer hip": Muscle(
        ("thigh", "trousers", "shirt"),
        (_pelvis(-0.03, 0.15, 0.08, 0.030), _pelvis(-0.02, 0.165, -0.01, 0.045),
         _thigh(0.35, 0.0, 0.085, 0.022)),
    ),
    "inner thigh": Muscle(
        ("thigh", "trousers"),
        (_thigh(0.15, 0.02, -0.08, 0.028), _thigh(0.45, 0.01, -0.072, 0.034),
         _thigh(0.85, 0.0, -0.058, 0.016)),
    ),
    "front thigh": Muscle(
        ("thigh", "trousers"),
        (_thigh(0.12, 0.09, 0.01, 0.026), _thigh(0.5, 0.082, 0.005, 0.042),
         _thigh(0.92, 0.062, 0.0, 0.018)),
    ),
    "hamstring": Muscle(
        ("thigh", "trousers"),
        (_thigh(0.15, -0.082, 0.0, 0.028), _thigh(0.5, -0.068, 0.0, 0.040),
         _thigh(0.95, -0.056, 0.0, 0.018)),
    ),
    "calf": Muscle(
        ("shank", "calf", "socket"),
        (_shank(0.05, -0.04, 0, 0.020), _shank(0.35, -0.062, 0, 0.040),
         _shank(0.85, -0.042, 0, 0.012)),
    ),
    "shin": Muscle(
        ("shank", "calf", "socket"),
        (_shank(0.08, 0.045, 0.02, 0.018), _shank(0.35, 0.045, 0.025, 0.030),
         _shank(0.85, 0.036, 0.01, 0.012)),
    ),
    "biceps": Muscle(
        ("upper arm", "sleeve"),
        (_upper(0.3, 0.05, 0, 0.018), _upper(0.6, 0.046, 0, 0.030), _upper(0.95, 0.037, 0, 0.012)),
    ),
    "triceps": Muscle(
        ("upper arm", "sleeve"),
        (_upper(0.25, -0.052, 0.01, 0.020), _upper(0.55, -0.046, 0, 0.030),
         _upper(0.95, -0.037, 0, 0.012)),
    ),
    "forearm top": Muscle(
        ("forearm", "sleeve"),
        (_fore(0.06, 0.0, 0.036, 0.016), _fore(0.35, 0.0, 0.036, 0.026),
         _fore(0.92, 0.0, 0.022, 0.010)),
    ),
    "forearm under": Muscle(
        ("forearm", "sleeve"),
        (_fore(0.06, 0.01, -0.036, 0.016), _fore(0.35, 0.0, -0.037, 0.026),
         _fore(0.92, 0.0, -0.022, 0.010)),
    ),
    "fingers": Muscle(
        FINGERS,
        (_hand(0.034, 0.0, 0.120, 0.013), _hand(0.0, 0.0, 0.128, 0.015),
         _hand(-0.032, 0.0, 0.115, 0.011)),
    ),
    "thumb": Muscle(
        ("hand", "thumb"),
        (_hand(0.020, 0.012, 0.018, 0.009), _hand(0.042, 0.014, 0.034, 0.013),
         _hand(0.062, 0.012, 0.042, 0.008)),
    ),
    "shoulder": Muscle(
        ("sleeve", "shirt", "upper arm"),
        (Knot("chest", "shoulder", "shoulder", 0, (0.02, -0.03, 0.06), 0.026),
         _upper(0.05, 0.02, 0.062, 0.040), _upper(0.45, 0.0, 0.055, 0.020)),
    ),
    "rear shoulder": Muscle(
        ("sleeve", "shirt", "upper arm"),
        (Knot("chest", "shoulder", "shoulder", 0, (-0.06, -0.05, 0.02), 0.022),
         Knot("chest", "shoulder", "shoulder", 0, (-0.045, 0.03, 0.0), 0.036),
         Knot("chest", "shoulder", "elbow", 0.25, (0.0, 0.055, -0.01), 0.022)),
    ),
    "chest": Muscle(
        _CLOTH,
        (_chest(0.112, 0.03, 0.02, 0.030), _chest(0.105, 0.09, 0.03, 0.042),
         Knot("chest", "shoulder", "shoulder", 0, (0.05, -0.01, -0.03), 0.020)),
    ),
    "flank": Muscle(
        _CLOTH,
        (_pelvis(0.03, 0.155, 0.07, 0.022), _chest(0.0, 0.145, -0.16, 0.036),
         _chest(0.0, 0.160, 0.0, 0.036), _chest(0.0, 0.165, 0.06, 0.022)),
    ),
    "oblique": Muscle(
        _CLOTH,
        (_chest(0.02, 0.150, -0.10, 0.024), _chest(0.07, 0.115, -0.19, 0.038),
         _chest(0.10, 0.04, -0.28, 0.024)),
    ),
    "neck side": Muscle(
        _NECK,
        (Knot("head", "head", "head", 0, (-0.02, 0.065, -0.06), 0.014),
         _neck(0.35, -0.012, 0.046, 0.018),
         Knot("chest", "neck", "shoulder", 0.45, (0, 0, 0.05), 0.028),
         Knot("chest", "neck", "shoulder", 0.95, (0, 0, 0.05), 0.016)),
    ),
    "neck back": Muscle(
        _NECK,
        (_neck(0.45, -0.075, 0, 0.026), _neck(0.1, -0.062, 0, 0.036),
         _chest(-0.085, 0, 0.08, 0.030)),
    ),
    "neck front": Muscle(
        _NECK,
        (_neck(0.5, 0.045, 0, 0.020), _neck(0.25, 0.052, 0, 0.026), _neck(0.0, 0.055, 0, 0.018)),
    ),
    "upper back": Muscle(
        _CLOTH,
        (_chest(-0.085, 0.12, 0.06, 0.026), _chest(-0.105, 0.0, 0.02, 0.052),
         _chest(-0.085, -0.12, 0.06, 0.026)),
    ),
    "both chest": Muscle(
        _CLOTH,
        (_chest(0.085, 0.12, 0.04, 0.026), _chest(0.110, 0.0, 0.02, 0.042),
         _chest(0.085, -0.12, 0.04, 0.026)),
    ),
    "belly": Muscle(
        _CLOTH,
        (_pelvis(0.10, 0, 0.03, 0.032), _pelvis(0.10, 0, 0.14, 0.050),
         _chest(0.105, 0, -0.08, 0.032)),
    ),
    "diaphragm": Muscle(
        _CLOTH,
        (_chest(0.075, 0.105, -0.17, 0.026), _chest(0.115, 0.0, -0.13, 0.044),
         _chest(0.075, -0.105, -0.17, 0.026)),
    ),
    "low back": Muscle(
        _CLOTH,
        (_pelvis(-0.105, 0, 0.03, 0.036), _pelvis(-0.100, 0, 0.13, 0.046),
         _chest(-0.09, 0, -0.13, 0.028)),
    ),
}  # fmt: skip


def muscle_of(band: Band) -> Muscle:
    """The muscle of a band; `chest` without a half of the body is both halves."""
    if band is Band.CHEST:
        return MUSCLES["both chest"]
    first, _, rest = band.partition(" ")
    return MUSCLES[rest] if first in {"left", "right"} else MUSCLES[band]
