"""Names as people type them: normalized keys, and everyday words for body areas."""

import unicodedata
from collections.abc import Mapping

from bot.library.vocabulary import BodyArea

AREA_WORDS: Mapping[BodyArea, tuple[str, ...]] = {
    BodyArea.EYES: ("eyes", "eye", "vision", "sight"),
    BodyArea.NECK: ("neck", "nape"),
    BodyArea.SHOULDERS: ("shoulders", "shoulder", "traps"),
    BodyArea.CHEST: ("chest", "pecs", "pec"),
    BodyArea.UPPER_BACK: (
        "upper back", "mid back", "middle back", "shoulder blades", "shoulder blade",
    ),
    BodyArea.ARMS: ("arms", "arm", "elbows", "elbow", "triceps", "biceps"),
    BodyArea.WRISTS_AND_HANDS: (
        "wrists and hands", "wrists", "wrist", "hands", "hand", "fingers", "finger", "thumbs",
        "thumb", "forearms", "forearm", "mouse hand",
    ),
    BodyArea.SIDE_BODY: ("side body", "sides", "side", "waist", "ribs"),
    BodyArea.CORE: ("core", "abs", "abdominals", "belly", "stomach", "tummy", "trunk"),
    BodyArea.LOW_BACK: (
        "low back", "lower back", "back", "lumbar", "lumbar spine", "spine", "small of the back",
    ),
    BodyArea.HIPS: (
        "hips", "hip", "hip flexors", "hip flexor", "psoas", "iliopsoas", "groin", "pelvis",
    ),
    BodyArea.GLUTES: ("glutes", "glute", "buttocks", "bottom", "bum", "butt"),
    BodyArea.THIGHS: (
        "thighs", "thigh", "quads", "quad", "quadriceps", "knees", "knee", "legs", "leg",
    ),
    BodyArea.HAMSTRINGS: ("hamstrings", "hamstring"),
    BodyArea.CALVES: ("calves", "calf", "lower legs", "lower leg", "shins", "shin"),
    BodyArea.ANKLES_AND_FEET: (
        "ankles and feet", "ankles", "ankle", "feet", "foot", "toes", "toe",
    ),
    BodyArea.BREATHING: ("breathing", "breath", "breathe", "breathing exercise"),
    BodyArea.WHOLE_BODY: ("whole body", "full body", "body"),
}  # fmt: skip
"""What people call each area, beginning with its own name."""

NEIGHBOURS: Mapping[BodyArea, tuple[BodyArea, ...]] = {
    BodyArea.NECK: (BodyArea.SHOULDERS, BodyArea.UPPER_BACK),
    BodyArea.SHOULDERS: (BodyArea.UPPER_BACK, BodyArea.CHEST, BodyArea.NECK),
    BodyArea.CHEST: (BodyArea.SHOULDERS, BodyArea.UPPER_BACK),
    BodyArea.UPPER_BACK: (BodyArea.CHEST, BodyArea.SHOULDERS),
    BodyArea.ARMS: (BodyArea.SHOULDERS, BodyArea.WRISTS_AND_HANDS),
    BodyArea.WRISTS_AND_HANDS: (BodyArea.ARMS,),
    BodyArea.SIDE_BODY: (BodyArea.UPPER_BACK, BodyArea.CORE),
    BodyArea.CORE: (BodyArea.LOW_BACK,),
    BodyArea.LOW_BACK: (BodyArea.WHOLE_BODY, BodyArea.HIPS),
    BodyArea.HIPS: (BodyArea.GLUTES, BodyArea.THIGHS),
    BodyArea.GLUTES: (BodyArea.HIPS,),
    BodyArea.THIGHS: (BodyArea.HIPS,),
    BodyArea.HAMSTRINGS: (BodyArea.HIPS, BodyArea.CALVES),
    BodyArea.CALVES: (BodyArea.ANKLES_AND_FEET, BodyArea.HAMSTRINGS),
    BodyArea.ANKLES_AND_FEET: (BodyArea.CALVES,),
}
"""The areas next to each, for an area without an exercise of its own."""


def key(text: str) -> str:
    """Only letters and digits, without case or accents: "Dead-Bug" and "deadbug" are the same."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(it for it in plain if it.isalnum())


def area_keys() -> dict[str, BodyArea]:
    """The areas by the keys of their everyday words."""
    return {key(word): area for area, words in AREA_WORDS.items() for word in words}
