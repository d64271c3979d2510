"""The JSON Schema that editors use to complete and check figure files as they are written."""

from pathlib import Path

from bot.figures.schema import FigureFile
from bot.library.location import content_root
from bot.library.schemafile import schema_of, write_text

PLACE = Path("schema") / "figure.schema.json"
"""Inside content/."""


def schema_text() -> str:
    """What the schema file must hold."""
    return schema_of(FigureFile)


def write_schema(root: Path) -> Path:
    """Writes the schema file into the content folder `root` and says where."""
    return write_text(root / PLACE, schema_text())


if __name__ == "__main__":
    write_schema(content_root())
