"""What the benchmark calls missed."""

import pytest

from tests.benchmark.targets import held_against


@pytest.mark.parametrize(
    ("found", "bounds", "shown"),
    [
        (-0.12, {"most": 10}, "MiB: -0.12 (target at most 10)"),
        (10.5, {"most": 10}, "MiB: 10.50 (target at most 10, MISSED)"),
        (0.4, {"least": 0.85}, "MiB: 0.40 (target at least 0.85, MISSED)"),
        (0.9, {"least": 0.85}, "MiB: 0.90 (target at least 0.85)"),
    ],
)
def test_only_what_is_beyond_its_bound_is_missed(
    found: float, bounds: dict[str, float], shown: str
) -> None:
    assert held_against("MiB", found, **bounds) == shown
