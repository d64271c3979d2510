"""Who is named on a leaderboard, and how ranks are computed."""

import pytest

from bot.domain.teams.leaderboards import (
    Rank,
    Tally,
    TeamTally,
    own_rank,
    percent,
    ranked,
    ranked_teams,
)


def test_ties_share_a_rank() -> None:
    tallies = [Tally("a", 9), Tally("b", 7), Tally("c", 7), Tally("d", 5), Tally("e", 1)]
    assert [(it.rank, it.user_id) for it in ranked(tallies)] == [
        (1, "a"), (2, "b"), (2, "c"), (4, "d"), (5, "e"),
    ]  # fmt: skip


def test_nobody_is_listed_with_zero_breaks() -> None:
    tallies = [Tally(name, 3) for name in "abcde"] + [Tally("idle", 0)]
    assert "idle" not in {it.user_id for it in ranked(tallies)}


def test_a_small_group_names_nobody() -> None:
    assert ranked([Tally(name, 3) for name in "abcd"] + [Tally("e", 0)]) == ()


def test_a_nickname_is_shown_on_the_leaderboard() -> None:
    tallies = [Tally(name, 3) for name in "abcd"] + [Tally("e", 9, "Speedy")]
    assert ranked(tallies)[0] == Rank(1, "e", 9, "Speedy")


@pytest.mark.parametrize(
    ("breaks", "ahead", "enough", "place"),
    [
        pytest.param(3, 0, True, 1, id="first"),
        pytest.param(3, 7, True, 8, id="eighth"),
        pytest.param(0, 7, True, None, id="no break, no place"),
        pytest.param(3, 0, False, None, id="too few listed to say anything of them"),
    ],
)
def test_a_persons_own_rank(breaks: int, ahead: int, enough: bool, place: int | None) -> None:
    assert own_rank(breaks, ahead=ahead, enough=enough) == place


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, 0), (0, 5, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (5, 5, 100), (1, 300, 0)],
)
def test_a_share_is_rounded_to_whole_percent(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown


def test_teams_are_ranked_by_the_share_of_their_people() -> None:
    tallies = [
        TeamTally("small", 2, 3),
        TeamTally("large", 40, 80),
        TeamTally("alike", 4, 6),
        TeamTally("hardly", 1, 300),
        TeamTally("nobody", 0, 9),
        TeamTally("weekend", 0, 0),
    ]
    assert [(it.rank, it.tally.channel_id) for it in ranked_teams(tallies)] == [
        (1, "alike"), (1, "small"), (3, "large"), (4, "hardly"),
    ]  # fmt: skip
