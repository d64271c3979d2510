"""The page for reviewers shows every stage of every exercise, and what follows a break."""

from bot.cards.parts.blocks import Image
from bot.cli.exhibits import exhibits
from bot.content_process import open_library
from bot.domain.breaks.self_check import CHECK_ID
from bot.domain.exercises.exercise import Exercise, Stage

LIBRARY, LANGUAGES = open_library()


def shown(exercise: Exercise, stage: Stage, moving: bool) -> Image:
    return Image(exercise.alt(stage), f"https://limber.example.com/{exercise.id}-{moving}.png")


EXHIBITS = list(exhibits(LIBRARY, LANGUAGES.of("en-US"), shown))


def texts(exercise: Exercise) -> list[str]:
    return [exhibit.text for exhibit in EXHIBITS if exhibit.group == exercise.name]


def test_every_stage_has_its_picture() -> None:
    for exercise in LIBRARY.exercises.values():
        parts = [
            block.get("accessory", block)
            for exhibit in EXHIBITS
            if exhibit.group == exercise.name
            for block in exhibit.blocks
        ]
        pictures = [it for it in parts if it["type"] == "image"]
        assert len(pictures) >= len(exercise.script) + 1


def test_the_feedback_on_a_break_is_shown() -> None:
    questions = (
        "How did that feel?",
        "You'll see this one more often.",
        "Thanks for telling me.",
        "that hurt",
    )
    for exercise in LIBRARY.exercises.values():
        for sentence in questions:
            assert any(sentence in text for text in texts(exercise)), (exercise.id, sentence)


def test_the_results_of_the_self_check_are_shown() -> None:
    check = texts(LIBRARY.exercises[CHECK_ID])

    assert any("How far to trust it:" in text for text in check)
    assert any("The check ends here" in text for text in check)
