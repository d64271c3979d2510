"""The JSON Schemas with which editors complete and check content files.

`python -m bot.library.checks.schema_files` writes them.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.library.checks.plans import PlanFile
from bot.library.checks.statuses import StatusFile
from bot.library.files.location import content_root
from bot.library.files.schema import ExerciseFile

SCHEMAS: Mapping[Path, type[BaseModel]] = {
    Path("schema") / "exercise.schema.json": ExerciseFile,
    Path("schema") / "plan.schema.json": PlanFile,
    Path("schema") / "statuses.schema.json": StatusFile,
}
"""The models by the path of their schema inside content/."""


def schema_text(model: type[BaseModel]) -> str:
    """The content of a model's schema file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(schema | model.model_json_schema(), indent=2) + "\n"


def write_schemas(root: Path, schemas: Mapping[Path, type[BaseModel]] = SCHEMAS) -> list[Path]:
    """Writes the schema files into the content folder `root`, and returns their paths."""
    paths = [root / it for it in schemas]
    for path, model in zip(paths, schemas.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(model), encoding="utf-8")
    return paths


if __name__ == "__main__":
    write_schemas(content_root())
