"""The JSON Schema that editors read."""

import json
from pathlib import Path

from bot.library.location import content_root
from bot.library.schemafile import PLACE, schema_text, write_schema


def test_the_schema_file_is_up_to_date() -> None:
    """If it is not, run: python -m bot.library.schemafile."""
    assert (content_root() / PLACE).read_text(encoding="utf-8") == schema_text()


def test_it_is_written_where_the_files_look_for_it(tmp_path: Path) -> None:
    place = write_schema(tmp_path)

    assert place == tmp_path / "schema" / "exercise.schema.json"
    assert json.loads(place.read_text(encoding="utf-8")) == json.loads(schema_text())


def test_it_refuses_what_the_check_refuses() -> None:
    schema = json.loads(schema_text())

    assert schema["additionalProperties"] is False
    assert schema["$defs"]["StepEntry"]["properties"]["text"]["maxLength"] == 140
    assert "hip flexors" in schema["$defs"]["Muscle"]["enum"]
    assert {"cautions", "evidence", "reviewed"} <= set(schema["required"])


def test_every_field_explains_itself() -> None:
    schema = json.loads(schema_text())
    groups = [schema, *(it for it in schema["$defs"].values() if "properties" in it)]

    for group in groups:
        for name, field in group["properties"].items():
            assert field.get("description"), name
