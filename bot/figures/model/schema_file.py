"""The JSON Schema with which editors complete and check figure files."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from bot.figures.model.schema import FigureFile
from bot.library.checks.schema_files import write_schemas
from bot.library.files.location import content_root

SCHEMAS: Mapping[Path, type[BaseModel]] = {
    Path("schema") / "figure.schema.json": FigureFile,
}
"""By path inside content/."""


if __name__ == "__main__":
    write_schemas(content_root(), SCHEMAS)
