"""A team's week: a bar for each day's participation, and the trend over past weeks.

A bar is filled dark if at least half of the team took a break that day.
"""

from itertools import pairwise

from bot.charts.drawing.canvas import Canvas, Point, width_of
from bot.charts.drawing.palette import GROUND, INK, LINE, QUIET, RIM, SHADES
from bot.charts.orders import DayShare, TeamOrder

WIDTH = 720
MARGIN = 24
TITLE, LABEL, NUMBER, SMALL = 27, 23, 23, 21
BARS_TOP, BARS_HIGH = 104, 170
TREND_HIGH = 120
DOT = 8
MOST_WIDE = 72
"""Of a bar."""
HALF_ROOM, MOST_HALF_ROOM = 60, 160
"""Width, at least and at most, of the label at the line of one half, right of the bars."""


def draw(order: TeamOrder) -> bytes:
    base = BARS_TOP + BARS_HIGH
    trend_title = base + 112
    trend_base = trend_title + 66 + TREND_HIGH
    has_trend = len(order.trend) > 1
    canvas = Canvas(WIDTH, trend_base + 56 if has_trend else base + 78)
    canvas.text((MARGIN, 36), order.labels.days, TITLE, anchor="lm", bold=True)
    _days(canvas, order, base)
    if not has_trend:
        return canvas.png()
    canvas.line([(MARGIN, trend_title - 32), (WIDTH - MARGIN, trend_title - 32)], LINE, 2)
    canvas.text((MARGIN, trend_title), order.labels.trend, TITLE, anchor="lm", bold=True)
    _trend(canvas, order, trend_base)
    return canvas.png()


def _days(canvas: Canvas, order: TeamOrder, base: float) -> None:
    room = min(MOST_HALF_ROOM, width_of(order.labels.half, LABEL) + 14)
    right = WIDTH - MARGIN - max(HALF_ROOM, room)
    step = (right - MARGIN) / len(order.days)
    half = base - BARS_HIGH / 2
    canvas.line([(MARGIN, base), (right, base)], QUIET, 2)
    canvas.dashes((MARGIN, half), right - MARGIN, INK, 2, 6)
    at = (WIDTH - MARGIN, half)
    canvas.text(at, order.labels.half, LABEL, QUIET, anchor="rm", within=WIDTH - MARGIN - right)
    for n, (share, label) in enumerate(zip(order.days, order.labels.weekdays, strict=True)):
        x = MARGIN + (n + 0.5) * step
        _bar(canvas, (x, base), share, step)
        canvas.text((x, base + 26), label, LABEL, QUIET, within=step)


def _bar(canvas: Canvas, at: Point, share: DayShare, step: float) -> None:
    (x, base), wide = at, min(step * 0.56, MOST_WIDE)
    if not share.available:
        canvas.line([(x - 10, base - 14), (x + 10, base - 14)], QUIET, 3)
        return
    high = BARS_HIGH * share.took / share.available
    if share.took:
        fill = SHADES[2] if 2 * share.took >= share.available else SHADES[0]
        bar = (x - wide / 2, base - max(high, 4), x + wide / 2, base)
        canvas.box(bar, fill, RIM, round_=min(6, high / 2))
    canvas.text((x, base - high - 17), share.said, NUMBER, bold=True, apart=True)
    canvas.text((x, base + 54), f"{share.took}/{share.available}", SMALL, QUIET, within=step)


def _trend(canvas: Canvas, order: TeamOrder, base: float) -> None:
    step = (WIDTH - 2 * MARGIN) / len(order.trend)
    canvas.line([(MARGIN, base), (WIDTH - MARGIN, base)], QUIET, 2)
    points = [_point(it, n, step, base) for n, it in enumerate(order.trend)]
    for one, other in pairwise(points):
        if one is not None and other is not None:
            canvas.line([one, other], RIM, 4)
    for n, (point, share) in enumerate(zip(points, order.trend, strict=True)):
        x = MARGIN + (n + 0.5) * step
        is_last = n == len(points) - 1
        color = INK if is_last else QUIET
        canvas.text((x, base + 26), order.labels.weeks[n], SMALL, color, within=step)
        if point is None:
            canvas.line([(x - 10, base - 14), (x + 10, base - 14)], QUIET, 3)
            continue
        canvas.disc(point, DOT + 3, GROUND)
        canvas.disc(point, DOT, SHADES[2] if is_last else GROUND, RIM)
        canvas.text((point[0], point[1] - 26), share.said, NUMBER, bold=is_last, apart=True)


def _point(share: DayShare, n: int, step: float, base: float) -> Point | None:
    if not share.available:
        return None
    return MARGIN + (n + 0.5) * step, base - TREND_HIGH * share.took / share.available
