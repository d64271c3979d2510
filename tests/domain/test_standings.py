"""Leaderboards nobody has to fear."""

from bot.domain.standings import Place, Tally, places


def test_equals_share_a_place() -> None:
    tallies = [Tally("a", 9), Tally("b", 7), Tally("c", 7), Tally("d", 5), Tally("e", 1)]
    assert [(it.rank, it.user_id) for it in places(tallies, 10)] == [
        (1, "a"), (2, "b"), (2, "c"), (4, "d"), (5, "e"),
    ]  # fmt: skip


def test_nobody_is_listed_with_nothing() -> None:
    tallies = [Tally(name, 3) for name in "abcde"] + [Tally("idle", 0)]
    assert "idle" not in {it.user_id for it in places(tallies, 10)}


def test_a_small_group_names_nobody() -> None:
    assert places([Tally(name, 3) for name in "abcd"] + [Tally("e", 0)], 10) == ()


def test_only_the_first_places_are_shown() -> None:
    tallies = [Tally(f"u{n:02}", 100 - n) for n in range(20)]
    assert places(tallies, 3)[-1] == Place(3, "u02", 98)
