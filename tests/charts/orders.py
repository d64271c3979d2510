"""Chart orders, from plain ones to extremes."""

from dataclasses import replace

from bot.charts.orders import (
    MOST,
    WEEKDAYS,
    Cell,
    DayShare,
    HistoryLabels,
    HistoryOrder,
    Look,
    Order,
    TeamLabels,
    TeamOrder,
)

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LABELS = HistoryLabels(
    weeks="Twelve weeks",
    week="This week",
    goal="Goal",
    weekdays=DAYS,
    columns=("Sep", "", "", "", "Oct", "", "", "", "Nov", "", "", ""),
    kept="goal reached",
    some="some breaks",
    frozen="freeze",
    off="day off",
)
TEAM_LABELS = TeamLabels(
    days="This week",
    trend="Week by week",
    half="half",
    weekdays=DAYS,
    weeks=("10/5", "10/12", "10/19", "10/26", "11/2", "11/9", "11/16", "11/23"),
)
OFF = Cell(look=Look.OFF)


def filled(cell: Cell, *, today: int = 0, labels: HistoryLabels = LABELS) -> HistoryOrder:
    """A history in which all days are the same."""
    return HistoryOrder(weeks=((cell,) * WEEKDAYS,) * 12, today=today, labels=labels)


def share(took: int, available: int) -> DayShare:
    said = f"{round(100 * took / available)}%" if available else ""
    return DayShare(took=took, available=available, said=said)


def team(took: int, available: int, labels: TeamLabels = TEAM_LABELS) -> TeamOrder:
    """A team with the same participation on every day of every week."""
    one = share(took, available)
    return TeamOrder(days=(one,) * WEEKDAYS, trend=(one,) * 8, labels=labels)


def mixed() -> HistoryOrder:
    """Twelve weeks of a person with a goal of three."""
    weeks = []
    for n in range(12):
        breaks = [(n * 5 + day * 3) % 9 for day in range(5)]
        looks = [Look.KEPT if it > 2 else Look.SOME if it else Look.OPEN for it in breaks]
        days = [Cell(look=a, breaks=b, goal=3) for a, b in zip(looks, breaks, strict=True)]
        weeks.append((*days, OFF, OFF))
    weeks[4] = (OFF,) * WEEKDAYS
    weeks[7] = (*weeks[7][:2], Cell(look=Look.FROZEN, goal=3), *weeks[7][3:])
    weeks[11] = (*weeks[11][:4], Cell(look=Look.AHEAD, goal=3), OFF, OFF)
    return HistoryOrder(weeks=tuple(weeks), today=3, labels=LABELS)


WORDY = "W" * 40
EVERY: dict[str, Order] = {
    "mixed": mixed(),
    "nothing at all": filled(OFF),
    "no break": filled(Cell(look=Look.OPEN)),
    "goal of eight": filled(Cell(look=Look.SOME, breaks=7, goal=8)),
    "huge numbers": filled(Cell(look=Look.KEPT, breaks=MOST, goal=8), today=6),
    "huge goal": filled(Cell(look=Look.SOME, breaks=MOST, goal=MOST)),
    "frozen": filled(Cell(look=Look.FROZEN)),
    "ahead": filled(Cell(look=Look.AHEAD)),
    "one week": replace(
        filled(OFF), weeks=((OFF,) * WEEKDAYS,), labels=replace(LABELS, columns=("Nov",))
    ),
    "wordy": filled(
        Cell(look=Look.KEPT, breaks=3),
        labels=HistoryLabels(
            **dict.fromkeys(("weeks", "week", "goal", "kept", "some", "frozen", "off"), WORDY),
            weekdays=(WORDY,) * WEEKDAYS,
            columns=(WORDY,) * 12,
        ),
    ),
    "other letters": filled(
        Cell(look=Look.KEPT, breaks=3),
        labels=replace(LABELS, weeks="Двенадцать", week="今週", weekdays=("월",) * WEEKDAYS),
    ),
    "team": TeamOrder(
        days=(share(9, 16), share(13, 16), share(6, 15), share(14, 14), share(11, 15)),
        trend=tuple(share(it, 80) if it else share(0, 0) for it in (31, 38, 0, 44, 41, 52, 49, 53)),
        labels=replace(TEAM_LABELS, weekdays=DAYS[:5]),
    ),
    "team of nobody": team(0, 0),
    "0 %": team(0, 12),
    "100 %": team(12, 12),
    "team of a billion": team(MOST - 1, MOST),
    "team of one": team(1, 1),
    "wordy team": team(
        1,
        2,
        TeamLabels(
            days=WORDY, trend=WORDY, half=WORDY, weekdays=(WORDY,) * WEEKDAYS, weeks=(WORDY,) * 8
        ),
    ),
}
