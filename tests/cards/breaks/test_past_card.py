"""The one line that is left of an old card."""

import pytest

from bot.cards.breaks import past_card
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.old_cards import COLLAPSIBLE
from bot.library.words import Languages
from tests.cards.gallery.samples import LIBRARY

WORDS = Languages({}).of("en-US")


@pytest.mark.parametrize(
    ("progress", "exercise_id", "line"),
    [
        (Progress(CardState.DONE, 3), "bridge", "Done: Bridge, about 2 minutes."),
        (Progress(CardState.DONE, 1), "blink-break", "Done: Blink break, about 1 minute."),
        (Progress(CardState.STOPPED, 2), "bridge", "Bridge, as far as it felt right."),
        (
            Progress(CardState.STOPPED, 0),
            "bridge",
            "Stopped Bridge. Stopping is always a good choice.",
        ),
        (Progress(CardState.EXPIRED, 2), "bridge", "Not this time: Bridge."),
        (
            Progress(CardState.EXPIRED),
            "no longer there",
            "A newer card is below.",
        ),
        (Progress(CardState.DONE), "no longer there", "A newer card is below."),
    ],
)
def test_an_old_card_says_how_it_ended(progress: Progress, exercise_id: str, line: str) -> None:
    assert progress.state in COLLAPSIBLE
    card = past_card.past(WORDS, LIBRARY.exercises.get(exercise_id), progress)
    assert card.text == line
    assert [it["type"] for it in card.blocks] == ["context"]
