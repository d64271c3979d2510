"""The version of the drawing code, which is part of a picture's name."""

import ast
import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_NOT_DRAWING = {"checks", "__pycache__"}


@cache
def engine_version() -> str:
    """A digest of the code that decides how pictures look, without comments and docstrings."""
    digest = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*.py")):
        inside = path.relative_to(_ROOT)
        if _NOT_DRAWING.isdisjoint(inside.parts):
            digest.update(f"{inside.as_posix()}\0{_code(path)}".encode())
    return digest.hexdigest()


def _code(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            end = node.end_lineno or node.lineno
            lines[node.lineno - 1 : end] = [""] * (end - node.lineno + 1)
    return "\n".join(it for it in lines if it.strip() and not it.lstrip().startswith("#"))
