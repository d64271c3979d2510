"""Nudges can be read at a glance, for every exercise."""

import pytest

from bot.cli.word_counts import Count, print_counts, word_counts
from tests.cards.languages import ENGLISH
from tests.deps import LIBRARY


@pytest.mark.parametrize("count", word_counts(LIBRARY, ENGLISH), ids=lambda count: count.kind)
def test_cards_are_short(count: Count) -> None:
    assert count.is_within, (count.kind, count.measured, count.limit)


def test_too_many_words_are_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    assert not print_counts([Count("nudge", (20, 26), 25)])
    assert "26" in capsys.readouterr().out
