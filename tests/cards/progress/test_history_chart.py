"""The charts of a history and of a team's week, and their alt texts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import orjson
import pytest

from bot.cards.parts.blocks import Card
from bot.cards.progress import history_chart
from bot.cards.teams import digest_card
from bot.charts.__main__ import drawn
from bot.charts.drawing.canvas import can_write
from bot.charts.orders import HistoryOrder, Look, Order
from bot.domain.progress.heatmap import heat_map
from bot.domain.progress.streaks import KEPT_FOR_A_FREEZE, Day
from bot.domain.settings.preferences import Preferences
from bot.domain.teams.teams import TeamDay, TeamStreak
from bot.domain.teams.weekly_digest import digest_of
from bot.library.words import Languages, Words
from bot.playground.api.methods.files import MOST_ALT_TEXT
from tests.cards.gallery import progress, teams
from tests.cards.languages import ENGLISH, WORDY
from tests.domain.people import ana, utc
from tests.teamwork import team

THURSDAY = date(2026, 11, 26)
MONDAY = date(2026, 11, 23)
A_DAY = timedelta(days=1)
MEMBER = ana(preferences=Preferences(daily_goal=2))


Made = Callable[[Words], Order]


def history(*lived: Day) -> tuple[HistoryOrder, str]:
    weeks = heat_map(lived, THURSDAY)
    order = history_chart.history(ENGLISH, weeks, lived, THURSDAY, MEMBER)
    return order, history_chart.history_in_words(ENGLISH, order, MONDAY)


def test_the_alt_text_has_every_number() -> None:
    lived = [
        Day(MONDAY - timedelta(weeks=1), True, 3, 4, 2),
        Day(MONDAY - 2 * A_DAY, False, 0, 1),
        Day(MONDAY, True, 3, 2, 2),
        Day(MONDAY + A_DAY, True, 3, 1, 2),
        Day(MONDAY + 2 * A_DAY, True, 3, 0, 2),
    ]
    _, alt = history(*lived)
    assert alt == (
        "Your last 12 weeks as a heat map: 2 days with the goal reached, 2 days with some breaks. "
        "Breaks week by week, the oldest first: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 3. "
        "This week, breaks and goal: Monday 2 of 2, Tuesday 1 of 2, Wednesday 0 of 2."
    )


def test_a_week_without_a_break_is_described_kindly() -> None:
    _, alt = history()
    assert alt.endswith("This week has no breaks so far.")


def test_the_alt_text_mentions_freezes() -> None:
    since = MONDAY - timedelta(weeks=2)
    lived = [Day(since + n * A_DAY, True, 3, 2, 2) for n in range(KEPT_FOR_A_FREEZE)]
    _, alt = history(*lived, Day(MONDAY, True, 3, 0, 2))
    assert "1 day held by a freeze" in alt
    assert "Monday 0 of 2" in alt


def test_workdays_ahead_show_their_goal_and_days_off_do_not() -> None:
    order = history_chart.history(ENGLISH, heat_map([], THURSDAY), [], THURSDAY, MEMBER)
    thursday, friday, saturday, sunday = order.weeks[-1][3:]
    assert [it.look for it in (thursday, friday, saturday, sunday)] == [
        Look.AHEAD,
        Look.AHEAD,
        Look.OFF,
        Look.OFF,
    ]
    assert friday.goal == 2


@pytest.mark.parametrize("today", [MONDAY + timedelta(days=n) for n in range(0, 400, 13)])
def test_month_labels_stand_where_they_begin_and_never_overlap(today: date) -> None:
    order = history_chart.history(ENGLISH, heat_map([], today), [], today, MEMBER)
    at = [n for n, label in enumerate(order.labels.columns) if label]
    assert len(at) >= 2
    assert all(b - a >= 3 for a, b in pairwise(at))


def orders() -> list[tuple[str, Made]]:
    weeks = heat_map([], THURSDAY)
    digest = digest_of(
        team("T1", "C1", utc("2026-11-01 09:00")),
        utc("2026-11-27 14:00"),
        [TeamDay(MONDAY + timedelta(days=n), 9, 5, 5) for n in range(7)],
        5,
        TeamStreak(),
    )
    return [
        ("history", lambda words: history_chart.history(words, weeks, [], THURSDAY, MEMBER)),
        ("team", lambda words: digest_card.chart(words, digest)),
    ]


@pytest.mark.parametrize(("name", "order"), orders())
def test_the_font_has_every_letter_of_english(name: str, order: Made) -> None:
    def labels(part: object) -> list[str]:
        if isinstance(part, dict):
            return [it for value in part.values() for it in labels(value)]
        if isinstance(part, list):
            return [it for value in part for it in labels(value)]
        return [part] if isinstance(part, str) else []

    made = order(ENGLISH)
    assert all(can_write(it) for it in labels(orjson.loads(orjson.dumps(made))))


@pytest.mark.parametrize("locale", ["de-DE", "fr-FR", "pl-PL", "ru-RU", "ja-JP", "ar-EG", "hi-IN"])
@pytest.mark.parametrize(("name", "order"), orders())
def test_charts_can_be_drawn_in_other_languages(name: str, order: Made, locale: str) -> None:
    assert drawn(orjson.dumps(order(Languages({}).of(locale)))).startswith(b"\x89PNG")


@pytest.mark.parametrize(("name", "order"), orders())
def test_long_labels_are_cut_rather_than_refused(name: str, order: Made) -> None:
    assert drawn(orjson.dumps(order(WORDY))).startswith(b"\x89PNG")


@pytest.mark.parametrize("words", [ENGLISH, WORDY], ids=["English", "wordier"])
def test_slack_accepts_the_alt_texts(words: Words) -> None:
    shown = [*progress.history_charts(words), *teams.digests(words)]
    images = [
        (name, block)
        for name, card in shown
        if isinstance(card, Card)
        for block in card.blocks
        if block["type"] == "image"
    ]
    assert images
    for name, image in images:
        assert len(str(image["alt_text"])) <= MOST_ALT_TEXT, name


def test_a_day_shows_the_goal_it_had() -> None:
    lived = [Day(MONDAY, True, 3, 2, 8)]
    order, _ = history(*lived)
    assert order.weeks[-1][0] == replace(order.weeks[-1][0], breaks=2, goal=8, look=Look.SOME)
