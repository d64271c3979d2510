"""The page for reviewers shows every stage of every exercise, as Slack would take it."""

from bot.cards.parts.blocks import Image
from bot.cli.exhibits import exhibits
from bot.content_opening import open_library
from bot.domain.breaks.self_check import CHECK_ID
from bot.domain.exercises.exercise import Exercise, Stage
from bot.playground.blockkit import faults_in_message

LIBRARY, LANGUAGES = open_library()


def shown(exercise: Exercise, stage: Stage, moving: bool) -> Image:
    return Image(exercise.alt(stage), f"https://limber.example.com/{exercise.id}-{moving}.png")


def test_each_is_a_message_that_slack_takes() -> None:
    for it in exhibits(LIBRARY, LANGUAGES.of("en-US"), shown):
        assert faults_in_message(it.blocks) == [], (it.group, it.name)


def test_every_stage_is_there_with_its_picture() -> None:
    cards = list(exhibits(LIBRARY, LANGUAGES.of("en-US"), shown))
    for exercise in LIBRARY.exercises.values():
        mine = [it for it in cards if it.group == exercise.name]
        pictures = [it for it in mine if any(block["type"] == "image" for block in it.blocks)]
        assert len(pictures) >= len(exercise.script) + 1


def test_what_follows_a_break_and_a_check_is_there_too() -> None:
    cards = list(exhibits(LIBRARY, LANGUAGES.of("en-US"), shown))
    for exercise in LIBRARY.exercises.values():
        said = [it.text for it in cards if it.group == exercise.name]
        for sentence in (
            "How was it?",
            "Glad it felt good.",
            "Thank you for saying so.",
            "it hurt",
        ):
            assert any(sentence in it for it in said), (exercise.id, sentence)
    check = LIBRARY.exercises[CHECK_ID]
    said = [it.text for it in cards if it.group == check.name]
    assert any("How far to trust it:" in it for it in said)
    assert any("The check ends here" in it for it in said)
