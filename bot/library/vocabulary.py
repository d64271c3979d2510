"""The words an exercise may use for body areas, muscles and equipment.

The schemas show these docstrings to editors.
"""

from enum import StrEnum


class BodyArea(StrEnum):
    """What people would say the exercise is for, from head to foot, then the rest."""

    EYES = "eyes"
    NECK = "neck"
    SHOULDERS = "shoulders"
    CHEST = "chest"
    UPPER_BACK = "upper back"
    ARMS = "arms"
    WRISTS_AND_HANDS = "wrists and hands"
    SIDE_BODY = "side body"
    CORE = "core"
    LOW_BACK = "low back"
    HIPS = "hips"
    GLUTES = "glutes"
    THIGHS = "thighs"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"
    ANKLES_AND_FEET = "ankles and feet"
    BREATHING = "breathing"
    WHOLE_BODY = "whole body"


class Muscle(StrEnum):
    """Muscle groups in plain words. Hip flexors: the iliopsoas (psoas major and iliacus)."""

    EYE_MUSCLES = "eye muscles"
    NECK = "neck"
    SHOULDERS = "shoulders"
    ROTATOR_CUFF = "rotator cuff"
    CHEST = "chest"
    UPPER_BACK = "upper back"
    LATS = "lats"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    HANDS = "hands"
    DIAPHRAGM = "diaphragm"
    ABDOMINALS = "abdominals"
    OBLIQUES = "obliques"
    LOWER_BACK = "lower back"
    HIP_FLEXORS = "hip flexors"
    GLUTES = "glutes"
    OUTER_HIPS = "outer hips"
    INNER_THIGHS = "inner thighs"
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    CALVES = "calves"
    SHINS = "shins"
    FEET = "feet"


class Equipment(StrEnum):
    """What the exercise needs. Nobody should have to buy anything for a break at a desk."""

    CHAIR = "chair"
    STEADY_CHAIR = "chair without wheels"
    DESK = "desk"
    WALL = "wall"
    CORNER = "corner"
    MAT = "mat"
    CUSHION = "cushion"
    YOGA_BLOCKS = "yoga blocks"
