"""What somebody takes away with them: all that is kept of them, and their breaks as a table."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

import orjson

from bot.domain.calendar.work_week import zone
from bot.domain.members import Who
from bot.library.words import Words

Row = Mapping[str, object]
Rows = Sequence[Row]

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would calculate instead of showing it; the last four are
the first four in the width of Chinese and Japanese letters."""


@dataclass(frozen=True)
class PersonalData:
    """All rows of a person, by table, as of an instant."""

    who: Who
    at: datetime
    tables: Mapping[str, Rows]


def as_json(words: Words, dossier: PersonalData) -> bytes:
    """Every row as it is kept, each table with what it means. Instants are in UTC."""
    means = meanings(words)
    return orjson.dumps(
        {
            "about": words(
                "Everything that Limber keeps about you, table by table. Times are in UTC, days "
                "are your own workdays, and null means that there is nothing. The messages you "
                "were sent are in Slack itself."
            ),
            "made_at": dossier.at,
            **dossier.who._asdict(),
            "tables": {
                name: {"meaning": means[name], "rows": [_opened(row) for row in rows]}
                for name, rows in dossier.tables.items()
            },
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _opened(row: Row) -> Row:
    """A row with its settings as JSON, not as text that holds JSON."""
    if "preferences" not in row:
        return row
    return {**row, "preferences": orjson.loads(str(row["preferences"]))}


def as_csv(words: Words, dossier: PersonalData, named: Callable[[str], str]) -> bytes:
    """Their breaks, the oldest first, for any spreadsheet; `named` is an exercise's name by id."""
    written = StringIO()
    table = csv.writer(written)
    columns = (
        words("workday"),
        words("when"),
        words("time zone"),
        words("exercise"),
        words("id of the exercise"),
        words("seconds"),
        words("counts"),
    )
    table.writerow(map(harmless, columns))
    yes, no = words("yes"), words("no, within five minutes of another")
    breaks = [_Break.of(it) for it in dossier.tables["breaks"]]
    for it in sorted(breaks, key=lambda it: it.at):
        when = it.at.astimezone(zone(it.zone)).isoformat(timespec="seconds")
        exercise = named(it.exercise_id)
        counted = yes if it.counts else no
        cells = (it.day, when, it.zone, exercise, it.exercise_id, it.seconds, counted)
        table.writerow(map(harmless, cells))
    return written.getvalue().encode("utf-8-sig")  # without the mark, Excel takes it for Latin-1


@dataclass(frozen=True)
class _Break:
    at: datetime
    day: str
    zone: str
    exercise_id: str
    seconds: str
    counts: bool

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "_Break":
        at = row["completed_at"]
        assert isinstance(at, datetime)
        day, where, exercise_id, seconds = (
            str(row[it]) for it in ("day", "zone", "exercise_id", "seconds")
        )
        return cls(at, day, where, exercise_id, seconds, bool(row["counts"]))


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def meanings(words: Words) -> Mapping[str, str]:
    """What each table says of a person, for them to read."""
    return {
        "members": words(
            "Your settings and hours, when your next nudge is due, the plan you follow, and what "
            "Slack last told of you: a huddle, a busy status, do not disturb, an absence, and "
            "until when. Never the words of a status."
        ),
        "nudges": words("Exercises you were sent or asked for, and what became of each."),
        "breaks": words("Every exercise you completed, or stopped after its first step."),
        "days": words(
            "Workdays on which something happened: how many nudges reached you, how many breaks "
            "you took, and what your goal was."
        ),
        "days_off": words("Your days off, and days off on which you work after all."),
        "streaks": words("Your streak, the longest one, your freezes and your totals."),
        "weeks": words("How many breaks you took in each week."),
        "team_members": words("The teams you joined; a team is a channel."),
        "team_standings": words("How many breaks you took, week by week, since you joined a team."),
        "session_people": words("The breaks together that you joined."),
        "charts": words("Pictures of your own history that Slack keeps for you."),
        "exports": words("When you last asked for your data, and the files that hold it."),
        "workspaces": words("That you installed Limber here."),
        "teams": words("The teams that you set up."),
        "sessions": words("The breaks together that you called for."),
    }
