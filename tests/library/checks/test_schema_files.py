"""The JSON Schemas that editors read."""

import json
from pathlib import Path

import pytest

from bot.library.checks.plans import PlanFile
from bot.library.checks.schema_files import SCHEMAS, schema_text, write_schemas
from bot.library.files.location import content_root
from bot.library.files.schema import Entry, ExerciseFile


@pytest.mark.parametrize(("place", "model"), SCHEMAS.items(), ids=str)
def test_the_schema_files_are_up_to_date(place: Path, model: type[Entry]) -> None:
    written = (content_root() / place).read_text(encoding="utf-8")
    assert written == schema_text(model), "run: .venv/bin/python -m bot.library.checks.schema_files"


def test_schemas_are_written_where_content_files_expect_them(tmp_path: Path) -> None:
    places = write_schemas(tmp_path)

    folder = tmp_path / "schema"
    names = ("exercise.schema.json", "plan.schema.json", "statuses.schema.json")
    assert places == [folder / it for it in names]
    assert places[0].read_text(encoding="utf-8") == schema_text(ExerciseFile)
    assert places[1].read_text(encoding="utf-8") == schema_text(PlanFile)


def test_a_schema_refuses_what_the_check_refuses() -> None:
    schema = json.loads(schema_text(ExerciseFile))

    assert schema["additionalProperties"] is False
    assert schema["$defs"]["StepEntry"]["properties"]["text"]["maxLength"] == 140
    assert "hip flexors" in schema["$defs"]["Muscle"]["enum"]
    assert {"cautions", "evidence", "reviewed", "quiet", "desk", "loads"} <= set(schema["required"])
    assert "alt" in schema["$defs"]["StepEntry"]["required"]


@pytest.mark.parametrize("model", SCHEMAS.values(), ids=lambda it: it.__name__)
def test_every_field_has_a_description(model: type[Entry]) -> None:
    schema = json.loads(schema_text(model))
    groups = [schema, *(it for it in schema["$defs"].values() if "properties" in it)]

    for group in groups:
        for name, field in group["properties"].items():
            assert field.get("description"), name
