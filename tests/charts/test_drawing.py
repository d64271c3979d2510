"""Charts are deterministic, small and accessible."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import orjson
import pytest
from PIL import Image

import bot
from bot.charts.__main__ import WRONG, drawn
from bot.charts.drawing.canvas import can_write
from bot.charts.drawing.history import CELL, MAP_TOP, MARGIN, PITCH, WIDTH
from bot.charts.drawing.palette import (
    GROUND,
    ICE,
    ICE_RIM,
    INK,
    NUMBERS,
    QUIET,
    RIM,
    SHADES,
    STEPS,
    WHITE,
    shade,
)
from bot.charts.orders import MOST_WEEKS, Cell, Look, Order
from bot.figures.paint.palette import contrast, luminance
from tests.charts.orders import EVERY, LABELS, filled
from tests.eyes import SEEN, seen

LARGEST = 40_000
READABLE = 4.5
"""The contrast that WCAG requires of text; of shapes it requires 3."""
DISTINCT = 3


def picture(order: Order) -> Image.Image:
    return Image.open(BytesIO(drawn(orjson.dumps(order)))).convert("RGB")


def run_program(order: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the program with an order as its input."""
    return subprocess.run(
        [sys.executable, "-m", "bot.charts"],
        input=orjson.dumps(order),
        capture_output=True,
        cwd=Path(bot.__file__).parents[1],
        check=False,
    )


@pytest.mark.parametrize("name", EVERY)
def test_every_chart_is_small_and_opaque(name: str) -> None:
    png = drawn(orjson.dumps(EVERY[name]))
    assert len(png) < LARGEST
    with Image.open(BytesIO(png)) as image:
        assert image.format == "PNG"
        assert image.width == WIDTH
        assert "transparency" not in image.info
        assert image.mode == "P"
        corner = image.convert("RGB").getpixel((0, 0))
    assert corner == pytest.approx(_rgb(GROUND), abs=3)


@pytest.mark.parametrize("name", ["mixed", "team"])
def test_the_same_order_gives_the_same_bytes_in_any_process(name: str) -> None:
    here = drawn(orjson.dumps(EVERY[name]))
    there = run_program(EVERY[name])
    assert there.returncode == 0, there.stderr
    assert there.stdout == here == drawn(orjson.dumps(EVERY[name]))


@pytest.mark.parametrize("eyes", SEEN)
def test_numbers_are_readable_on_every_shade(eyes: str) -> None:
    for ground, number in zip(SHADES, NUMBERS, strict=True):
        assert contrast(seen(number, SEEN[eyes]), seen(ground, SEEN[eyes])) >= READABLE, ground


@pytest.mark.parametrize("eyes", SEEN)
def test_shapes_stand_out_from_their_background(eyes: str) -> None:
    for sign, ground in ((RIM, GROUND), (ICE_RIM, GROUND), (ICE_RIM, ICE), (WHITE, SHADES[2])):
        assert contrast(seen(sign, SEEN[eyes]), seen(ground, SEEN[eyes])) >= DISTINCT
    for words in (INK, QUIET):
        assert contrast(seen(words, SEEN[eyes]), seen(GROUND, SEEN[eyes])) >= READABLE


@pytest.mark.parametrize("eyes", SEEN)
def test_more_breaks_are_darker_with_any_color_vision(eyes: str) -> None:
    for lighter, darker in pairwise(SHADES):
        a, b = (seen(it, SEEN[eyes]) for it in (lighter, darker))
        assert luminance(a) > luminance(b)
        assert contrast(a, b) >= 1.4
    assert [shade(it) for it in (0, 1, *STEPS, 10**9)] == [0, 0, 1, 2, 3, 3]


@pytest.mark.parametrize("breaks", [1, 3, 5, 8])
def test_charts_use_the_colors_of_the_palette(breaks: int) -> None:
    image = picture(filled(Cell(look=Look.KEPT, breaks=breaks, goal=1), today=6))
    left = WIDTH - MARGIN - MOST_WEEKS * PITCH + PITCH / 2
    for week in range(MOST_WEEKS):
        inside = (round(left + week * PITCH), round(MAP_TOP - CELL / 2 + 7))
        assert image.getpixel(inside) == pytest.approx(_rgb(SHADES[shade(breaks)]), abs=8)


@pytest.mark.parametrize(("one", "other"), list(combinations(Look, 2)))
def test_days_differ_in_shape_without_color(one: Look, other: Look) -> None:
    """Even in black and white and with the same number."""
    drawings = [
        picture(filled(Cell(look=it, breaks=1))).convert("L").point(lambda v: 255 * (v > 128))
        for it in (one, other)
    ]
    assert drawings[0].tobytes() != drawings[1].tobytes()


def test_only_text_that_the_font_lacks_is_left_out() -> None:
    assert can_write("Goal 100% 12/16 99+")
    assert not can_write("Пн")
    assert not can_write("März")
    numbers = picture(filled(Cell(look=Look.KEPT, breaks=3), labels=replace(LABELS, goal="목표")))
    without = picture(filled(Cell(look=Look.KEPT, breaks=3), labels=replace(LABELS, goal="")))
    assert numbers.tobytes() == without.tobytes()


@pytest.mark.parametrize(
    "order",
    [
        None,
        {},
        {"kind": "team"},
        {"kind": "portrait"},
        {**orjson.loads(orjson.dumps(EVERY["mixed"])), "today": 7},
        {**orjson.loads(orjson.dumps(EVERY["mixed"])), "weeks": []},
        {**orjson.loads(orjson.dumps(EVERY["team"])), "days": [{"took": 2, "available": 1}]},
        {**orjson.loads(orjson.dumps(EVERY["team"])), "trend": [{"took": 1, "available": 10**18}]},
    ],
)
def test_an_invalid_order_draws_nothing(order: object) -> None:
    done = run_program(order)
    assert (done.returncode, done.stdout) == (WRONG, b"")
    assert done.stderr.decode().endswith("in the order\n")


def test_a_label_has_a_maximum_length() -> None:
    with pytest.raises(ValueError, match="40 characters"):
        replace(LABELS, kept="x" * 41)


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[n : n + 2], 16) for n in (1, 3, 5))
