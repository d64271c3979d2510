"""A person's history: a heat map of weeks, and a bar chart of this week.

The shade gives the number of breaks roughly, the figure exactly, and the shape tells whether the
goal was reached: a square if so, a disc if there were some breaks. A crystal is a freeze, a dash a
day off. Nothing depends on color alone.
"""

from bot.charts.drawing.canvas import Canvas, Point, can_write, width_of
from bot.charts.drawing.palette import (
    ICE,
    ICE_RIM,
    INK,
    LINE,
    NUMBERS,
    QUIET,
    RIM,
    SHADES,
    WHITE,
    shade,
)
from bot.charts.orders import Cell, HistoryOrder, Look

WIDTH = 720
MARGIN = 24
LABELS = 64
"""Width of the weekday labels, left of the heat map."""
PITCH = 50
"""Distance between days."""
CELL = 42
TITLE, LABEL, NUMBER, SMALL = 27, 22, 22, 16
"""Font sizes."""
MAP_TOP = 108
BARS_HIGH = 150
LEAST_SCALE = 4
"""The bar chart's axis covers at least this many breaks, so that one break looks like one."""
KEY, KEY_GAP, LEGEND_PITCH = 36, 26, 34
KEY_BREAKS = 3
"""Breaks of every shape in the legend, as it explains shapes and not shades."""
MOST_WIDE = 72
"""Of a bar."""
MANY = 99
WORKWEEK = 5
"""Days from Monday on that are always shown."""


def draw(order: HistoryOrder) -> bytes:
    days, keys = _days(order), _keys(order)
    legend_at = MAP_TOP + len(days) * PITCH + 22
    rule = legend_at + len(keys) * LEGEND_PITCH
    bars_top = rule + 84
    canvas = Canvas(WIDTH, bars_top + BARS_HIGH + 68)
    canvas.text((MARGIN, 34), order.labels.weeks, TITLE, anchor="lm", bold=True)
    _map(canvas, order, days)
    _legend(canvas, keys, legend_at)
    canvas.line([(MARGIN, rule), (WIDTH - MARGIN, rule)], LINE, 2)
    canvas.text((MARGIN, rule + 30), order.labels.week, TITLE, anchor="lm", bold=True)
    _bars(canvas, order, days, bars_top)
    return canvas.png()


def _days(order: HistoryOrder) -> list[int]:
    """The workweek, today, and other days with something to show."""
    eventful = {
        day
        for week in order.weeks
        for day, cell in enumerate(week)
        if cell.breaks or cell.look not in {Look.OFF, Look.AHEAD}
    }
    return sorted({*range(WORKWEEK), order.today, *eventful})


def _map(canvas: Canvas, order: HistoryOrder, days: list[int]) -> None:
    left: float = WIDTH - MARGIN - len(order.weeks) * PITCH + PITCH / 2
    for row, day in enumerate(days):
        y = MAP_TOP + row * PITCH
        is_today = day == order.today
        label = order.labels.weekdays[day]
        canvas.text(
            (MARGIN, y), label, LABEL, INK if is_today else QUIET, anchor="lm", bold=is_today
        )
    for n, (week, label) in enumerate(zip(order.weeks, order.labels.columns, strict=True)):
        x = left + n * PITCH
        canvas.text((x - CELL / 2, 68), label, LABEL, QUIET, anchor="lm", within=2 * PITCH)
        for row, day in enumerate(days):
            at = (x, MAP_TOP + row * PITCH)
            _day(canvas, at, week[day])
            if n == len(order.weeks) - 1 and day == order.today:
                half = PITCH / 2 - 1
                around = (at[0] - half, at[1] - half, at[0] + half, at[1] + half)
                canvas.box(around, None, INK, round_=10)


def _day(canvas: Canvas, at: Point, cell: Cell) -> None:
    x, y = at
    half = CELL / 2 - 1
    square = (x - half, y - half, x + half, y + half)
    match cell.look:
        case Look.KEPT:
            canvas.box(square, SHADES[shade(cell.breaks)], RIM, round_=8)
            _number(canvas, at, cell)
        case Look.SOME:
            canvas.disc(at, half, SHADES[shade(cell.breaks)], RIM)
            _number(canvas, at, cell)
        case Look.FROZEN:
            canvas.box(square, ICE, ICE_RIM, round_=8)
            canvas.star(at, half * 0.62, ICE_RIM, 3)
        case Look.OPEN:
            canvas.disc(at, 4, QUIET)
        case Look.OFF:
            canvas.line([(x - 7, y), (x + 7, y)], QUIET, 3)
        case Look.AHEAD:
            pass


def _number(canvas: Canvas, at: Point, cell: Cell) -> None:
    size = NUMBER if cell.breaks <= MANY else SMALL
    canvas.text(at, counted(cell.breaks), size, NUMBERS[shade(cell.breaks)], bold=True)


def counted(breaks: int) -> str:
    """The number, capped to fit its cell."""
    return str(breaks) if breaks <= MANY else f"{MANY}+"


def _keys(order: HistoryOrder) -> list[list[tuple[str, Cell]]]:
    """The legend, in as many rows as needed."""
    labels = order.labels
    rows: list[list[tuple[str, Cell]]] = [[]]
    x: float = MARGIN
    for label, cell in (
        (labels.kept, Cell(look=Look.KEPT, breaks=KEY_BREAKS)),
        (labels.some, Cell(look=Look.SOME, breaks=KEY_BREAKS)),
        (labels.frozen, Cell(look=Look.FROZEN)),
        (labels.off, Cell(look=Look.OFF)),
    ):
        if not can_write(label):
            continue
        x += _room(label)
        if rows[-1] and x > WIDTH:
            rows.append([])
            x = MARGIN + _room(label)
        rows[-1].append((label, cell))
    return rows


def _room(label: str) -> float:
    return KEY + width_of(label, LABEL) + KEY_GAP


def _legend(canvas: Canvas, rows: list[list[tuple[str, Cell]]], top: float) -> None:
    for n, row in enumerate(rows):
        x, y = float(MARGIN), top + n * LEGEND_PITCH
        for label, cell in row:
            _key(canvas, (x + 14, y), cell)
            canvas.text((x + KEY, y), label, LABEL, QUIET, anchor="lm")
            x += _room(label)


def _key(canvas: Canvas, at: Point, cell: Cell) -> None:
    """A day's shape for the legend: small and without a number."""
    x, y = at
    square = (x - 12, y - 12, x + 12, y + 12)
    match cell.look:
        case Look.KEPT:
            canvas.box(square, SHADES[shade(cell.breaks)], RIM, round_=5)
        case Look.SOME:
            canvas.disc(at, 12, SHADES[shade(cell.breaks)], RIM)
        case Look.FROZEN:
            canvas.box(square, ICE, ICE_RIM, round_=5)
            canvas.star(at, 7, ICE_RIM, 2)
        case _:
            canvas.line([(x - 7, y), (x + 7, y)], QUIET, 3)


def _bars(canvas: Canvas, order: HistoryOrder, days: list[int], top: float) -> None:
    week = order.weeks[-1]
    goals = [min(week[it].goal, MANY) for it in days if week[it].look is not Look.OFF]
    unit = BARS_HIGH / min(MANY, max([LEAST_SCALE, *goals, *(it.breaks for it in week)]))
    base, left = top + BARS_HIGH, MARGIN + LABELS
    step = (WIDTH - MARGIN - left) / len(days)
    canvas.line([(left, base), (WIDTH - MARGIN, base)], QUIET, 2)
    for n, day in enumerate(days):
        x = left + (n + 0.5) * step
        _bar(canvas, (x, base), week[day], unit, step)
        is_today = day == order.today
        label = order.labels.weekdays[day]
        color = INK if is_today else QUIET
        canvas.text((x, base + 26), label, LABEL, color, bold=is_today, within=step)
        if is_today:
            canvas.triangle((x, base + 42), 8, INK)
    if goals:
        canvas.text((MARGIN, base - goals[0] * unit), order.labels.goal, LABEL, QUIET, anchor="lm")


def _bar(canvas: Canvas, at: Point, cell: Cell, unit: float, step: float) -> None:
    """The breaks of a day, and a line at its goal."""
    x, base = at
    if cell.look is Look.OFF and not cell.breaks:
        canvas.line([(x - 10, base - 14), (x + 10, base - 14)], QUIET, 3)
        return
    wide, high = min(step * 0.56, MOST_WIDE), min(cell.breaks, MANY) * unit
    fill = SHADES[2] if cell.look is Look.KEPT else SHADES[0]
    if cell.breaks:
        bar = (x - wide / 2, base - high, x + wide / 2, base)
        canvas.box(bar, fill, RIM, round_=min(6, high / 2))
    elif cell.look is Look.FROZEN:
        canvas.star((x, base - 20), 12, ICE_RIM, 3)
    if cell.look is not Look.OFF:
        goal = base - min(cell.goal, MANY) * unit
        canvas.dashes((x - step * 0.44, goal), step * 0.88, INK, 2, 6)
        if base - high < goal - 2 and fill == SHADES[2]:
            canvas.line([(x - wide / 2 + 2, goal), (x + wide / 2 - 2, goal)], fill, 3)
            canvas.dashes((x - wide / 2 + 6, goal), wide - 12, WHITE, 2, 6)
    if cell.breaks:
        canvas.text((x, base - high - 17), counted(cell.breaks), NUMBER, bold=True, apart=True)
