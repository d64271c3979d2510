"""The files of an export."""

import csv
import json
from datetime import date, datetime
from io import StringIO

import pytest

from bot.cards.privacy import export_files
from bot.cards.privacy.export_files import PersonalData, as_csv, as_json, harmless
from bot.library.words import Languages
from bot.store.people import personal_data
from tests.domain.people import utc
from tests.store.rows import ANA, NOON

ENGLISH = Languages({}).of("en-US")


def done(n: int, at: datetime = NOON, **changes: object) -> dict[str, object]:
    facts = {
        "nudge_id": f"{n:032x}",
        "workspace_id": "T1",
        "user_id": "U1",
        "exercise_id": "dead-bug",
        "completed_at": at,
        "day": date(2026, 11, 23),
        "zone": "Europe/Berlin",
        "seconds": 60,
        "counts": True,
    }
    return {**facts, **changes}


def table(*breaks: dict[str, object], name: str = "Dead bug") -> list[list[str]]:
    written = as_csv(ENGLISH, PersonalData(ANA, NOON, {"breaks": breaks}), lambda _: name)
    assert written.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(written.decode("utf-8-sig"))))


def test_every_table_about_a_person_is_explained() -> None:
    tables = {it.name for it in personal_data.PERSONAL} | {
        it.table.name for it in personal_data.NAMING
    }
    assert set(export_files.meanings(ENGLISH)) == tables


def test_the_json_has_every_row_and_explains_itself() -> None:
    written = as_json(ENGLISH, PersonalData(ANA, NOON, {"breaks": [done(1)], "charts": []}))
    read = json.loads(written)
    assert read["about"].startswith("Everything that Limber keeps about you")
    assert read["made_at"] == "2026-11-23T12:00:00+00:00"
    assert (read["workspace_id"], read["user_id"]) == ("T1", "U1")
    assert read["tables"]["charts"]["rows"] == []
    breaks = read["tables"]["breaks"]
    assert breaks["meaning"] == "Every exercise you completed, or stopped after its first step."
    assert breaks["rows"] == [
        {**done(1), "completed_at": "2026-11-23T12:00:00+00:00", "day": "2026-11-23"}
    ]


def test_the_csv_has_breaks_oldest_first_in_local_time() -> None:
    later = done(1, utc("2026-11-24 08:00"), zone="Asia/Tokyo", counts=False)
    head, first, second = table(later, done(2))
    assert head[:4] == ["workday", "when", "time zone", "exercise"]
    assert head[4:] == ["id of the exercise", "seconds", "counts"]
    assert first == [
        *("2026-11-23", "2026-11-23T13:00:00+01:00", "Europe/Berlin"),
        *("Dead bug", "dead-bug", "60", "yes"),
    ]
    assert second[1:3] == ["2026-11-24T17:00:00+09:00", "Asia/Tokyo"]
    assert second[-1] == "no, within five minutes of another"


def test_the_csv_has_headings_even_without_breaks() -> None:
    assert len(table()) == 1


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1",
        "=cmd|' /C calc'!A0",
        '=A1&"x"',
    ],
)
def test_no_cell_is_evaluated_as_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    [_, row] = table(done(1, exercise_id=cell), name=cell)
    assert row[3:5] == [f"'{cell}"] * 2


@pytest.mark.parametrize("cell", ["", "dead-bug", "20-20-20", "1 = 1", 'so "called", thing'])
def test_harmless_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell
