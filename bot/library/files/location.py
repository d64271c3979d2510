"""Where content/ is: inside an installed package, or beside bot/ in a checkout."""

from pathlib import Path

import bot


def content_root() -> Path:
    """The folder that holds exercises/ and schema/; it may not exist."""
    package = Path(bot.__file__).parent
    packed = package / "content"
    return packed if packed.is_dir() else package.parent / "content"
