"""The files of an export: all of a person's data as JSON, and their breaks as CSV."""

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
"""First characters of cells that a spreadsheet would evaluate; the last four are the full-width
forms of the first four."""


@dataclass(frozen=True)
class PersonalData:
    """All rows about a person, by table, as of `at`."""

    who: Who
    at: datetime
    tables: Mapping[str, Rows]


def as_json(words: Words, data: PersonalData) -> bytes:
    """Every row as it is stored, with the meaning of each table. Instants are in UTC."""
    meaning_of = meanings(words)
    return orjson.dumps(
        {
            "about": words(
                "Everything that Limber keeps about you, table by table. Times are in UTC, days "
                "are your own workdays, and null means that there's nothing. The messages you "
                "were sent are in Slack itself."
            ),
            "made_at": data.at,
            **data.who._asdict(),
            "tables": {
                name: {"meaning": meaning_of[name], "rows": [_decoded(row) for row in rows]}
                for name, rows in data.tables.items()
            },
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _decoded(row: Row) -> Row:
    """The row with its preferences as JSON instead of a string of JSON."""
    if "preferences" not in row:
        return row
    return {**row, "preferences": orjson.loads(str(row["preferences"]))}


def as_csv(words: Words, data: PersonalData, named: Callable[[str], str]) -> bytes:
    """The breaks, oldest first; `named` returns the name of an exercise by its id."""
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
    breaks = [_Break.of(row) for row in data.tables["breaks"]]
    for taken in sorted(breaks, key=lambda taken: taken.at):
        when = taken.at.astimezone(zone(taken.zone)).isoformat(timespec="seconds")
        exercise, counted = named(taken.exercise_id), yes if taken.counts else no
        facts = (taken.day, when, taken.zone, exercise, taken.exercise_id, taken.seconds, counted)
        table.writerow(map(harmless, facts))
    # Without the byte order mark, Excel assumes Latin-1.
    return written.getvalue().encode("utf-8-sig")


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
    """The cell, escaped where a spreadsheet would evaluate it as a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def meanings(words: Words) -> Mapping[str, str]:
    """What each table says about a person, for them to read."""
    return {
        "members": words(
            "Your settings and hours, when your next nudge is due, the plan you follow, and what "
            "Slack last told of you: a huddle, a busy status, do not disturb, an absence, and "
            "until when. Never the words of a status."
        ),
        "met_exercises": words("Exercises you began, so that their cautions come once."),
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
