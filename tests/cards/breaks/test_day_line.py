"""The line that a workday leaves."""

from datetime import date

import pytest

from bot.cards.breaks.day_line import day_line
from bot.domain.breaks.old_cards import DayOfBreaks
from bot.library.words import Languages

WORDS = Languages({}).of("en-US")
TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "line", "spoken"),
    [
        (
            DayOfBreaks(TUESDAY, breaks=3, seconds=400, goal=4),
            "*Tuesday* ●●●○ 3 breaks, 7 min",
            "Tuesday: 3 breaks, 7 min.",
        ),
        (
            DayOfBreaks(TUESDAY, breaks=1, seconds=20, goal=1),
            "*Tuesday* ● 1 break, 1 min",
            "Tuesday: 1 break, 1 min.",
        ),
        (
            DayOfBreaks(TUESDAY, breaks=14, seconds=1800, goal=2),
            "*Tuesday* ●●●●●●●●●●●● 14 breaks, 30 min",
            "Tuesday: 14 breaks, 30 min.",
        ),
    ],
)
def test_a_day_is_a_line(day: DayOfBreaks, line: str, spoken: str) -> None:
    card = day_line(WORDS, day)
    assert card.text == spoken
    [block] = card.blocks
    assert block["elements"][0]["text"] == line
