"""The JSON Schema that editors use to complete and check exercise files as they are written."""

import json
from pathlib import Path

from pydantic import BaseModel

from bot.library.location import content_root
from bot.library.schema import ExerciseFile

PLACE = Path("schema") / "exercise.schema.json"
"""Inside content/."""


def schema_text() -> str:
    """What the schema file must hold."""
    return schema_of(ExerciseFile)


def schema_of(model: type[BaseModel]) -> str:
    """The JSON Schema of a model as the text of a file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(schema | model.model_json_schema(), indent=2) + "\n"


def write_schema(root: Path) -> Path:
    """Writes the schema file into the content folder `root` and says where."""
    return write_text(root / PLACE, schema_text())


def write_text(place: Path, text: str) -> Path:
    """Writes a file, and its folder if need be, and says where."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


if __name__ == "__main__":
    write_schema(content_root())
