"""Names of body areas."""

from bot.library.vocabulary import BodyArea
from bot.library.words import Words


def area_name(words: Words, area: str) -> str:
    """What people call a body area of the library. Raises ValueError for an unknown one."""
    return {
        BodyArea.EYES: words("eyes"),
        BodyArea.NECK: words("neck"),
        BodyArea.SHOULDERS: words("shoulders"),
        BodyArea.CHEST: words("chest"),
        BodyArea.UPPER_BACK: words("upper back"),
        BodyArea.ARMS: words("arms"),
        BodyArea.WRISTS_AND_HANDS: words("wrists and hands"),
        BodyArea.SIDE_BODY: words("side body"),
        BodyArea.CORE: words("core"),
        BodyArea.LOW_BACK: words("low back"),
        BodyArea.HIPS: words("hips"),
        BodyArea.GLUTES: words("glutes"),
        BodyArea.THIGHS: words("thighs"),
        BodyArea.HAMSTRINGS: words("hamstrings"),
        BodyArea.CALVES: words("calves"),
        BodyArea.ANKLES_AND_FEET: words("ankles and feet"),
        BodyArea.BREATHING: words("breathing"),
        BodyArea.WHOLE_BODY: words("whole body"),
    }[BodyArea(area)]
