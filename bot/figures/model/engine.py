"""The version of the drawing itself: pictures drawn by other code are other pictures."""

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_NOT_DRAWING = {"checks", "__pycache__"}


@cache
def engine_version() -> str:
    """A digest of the source files that decide how a picture looks."""
    digest = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*.py")):
        inside = path.relative_to(_ROOT)
        if _NOT_DRAWING.isdisjoint(inside.parts):
            digest.update(f"{inside.as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
