"""Medical safety: the disclaimer, when to get urgent help, and the answer to pain."""

from bot.cards.parts.blocks import Card, card, context, section
from bot.library.words import Words


def disclaimer(words: Words) -> str:
    return words(
        "General information, not medical advice. Stop if something hurts, or makes you dizzy, "
        "numb or tingly. Ask a doctor or physio first if you're pregnant, injured, recently "
        "operated on or unsure."
    )


def urgent(words: Words) -> str:
    """The signs that need urgent help."""
    return words(
        "Get urgent help for chest pain, a sudden severe headache, trouble speaking or a drooping "
        "face; or for back pain with new bladder or bowel trouble, numbness around the genitals "
        "or between the legs, weak or numb legs, or after a bad fall or another major injury."
    )


def pain(words: Words) -> Card:
    """For somebody who types that something hurts: advice instead of an exercise."""
    first = words("I'm sorry to hear that. An exercise from me isn't the answer to pain.")
    advice = words(
        "If it's new, strong, spreading or doesn't settle, see a doctor or physio. An easy walk "
        "(`/stretch walk`) is fine if it feels good."
    )
    return card(
        [section(f"{first} {advice}"), context(urgent(words))], first, advice, urgent(words)
    )
