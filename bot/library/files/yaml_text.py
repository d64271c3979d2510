"""Reads YAML into plain data, with the line of every value.

PyYAML implements YAML 1.1, in which `no` is false, `1:30` is 90 and `010` is 8. Such spellings are
reported as problems here, so that a file means what its author sees.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import yaml

from bot.library.files.problems import FieldFault, Problem, Where, label

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class YamlDocument:
    """One file. `data` is None if the text is not a YAML mapping."""

    file: str
    data: Mapping[str, object] | None
    lines: Mapping[Where, int]
    problems: tuple[Problem, ...] = ()
    misread: frozenset[Where] = frozenset()
    """Values that are already reported; `data` has None in their place."""

    def located(self, fault: FieldFault) -> Problem:
        """Adds the line, or that of the nearest enclosing value."""
        where = fault.where
        while where not in self.lines and where:
            where = where[:-1]
        return Problem(self.file, self.lines.get(where, 1), fault.what, fault.fix)

    def texts(self, field: str) -> list[tuple[Where, str]]:
        """The text, or each text of a list, in a field, with its path."""
        value = (self.data or {}).get(field)
        places: list[tuple[Where, object]] = [((field,), value)]
        if isinstance(value, list):
            places = [((field, n), it) for n, it in enumerate(value)]
        return [(where, it) for where, it in places if isinstance(it, str)]


def read(file: str, content: bytes) -> YamlDocument:
    """Reports problems in the document, and raises nothing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unread(Problem(file, line, "this is not UTF-8 text", "save the file as UTF-8"))
    invisible = _invisible(file, text)
    if invisible:
        return _unread(*invisible)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return _unread(_syntax_problem(file, error))
    return _document(file, root)


def _unread(*problems: Problem) -> YamlDocument:
    return YamlDocument(problems[0].file, None, {}, problems)


def _invisible(file: str, text: str) -> list[Problem]:
    """Tabs, and characters from word processors that look like a space or like nothing."""
    found = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        odd = next((it for it in line if not it.isprintable()), None)
        if odd == "\t":
            found.append(Problem(file, number, "there is a tab", "use spaces, two for each level"))
        elif odd is not None:
            what = f"there is an invisible character (U+{ord(odd):04X})"
            found.append(Problem(file, number, what, "type an ordinary space, or nothing"))
    return found


_SYNTAX_FIXES = {
    "mapping values": "put text that contains a colon in quotes",
    "single document": "keep one exercise or plan in each file, and remove the line ---",
    "undefined alias": "put text that begins with * in quotes",
    "found character": "put text that begins with @, `, % or & in quotes",
    "end of stream": "close the quotation mark or bracket that opens here",
}


def _syntax_problem(file: str, error: yaml.MarkedYAMLError) -> Problem:
    """Names the line where unclosed text begins, or else where the parser stopped."""
    reason = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    marks = (error.problem_mark, error.context_mark)
    first, second = reversed(marks) if "end of stream" in reason else marks
    mark = first or second
    fix = next(
        (fix for words, fix in _SYNTAX_FIXES.items() if words in reason),
        "check the indentation and the quotation marks here and in the line above",
    )
    return Problem(file, mark.line + 1 if mark else 1, f"this is not valid YAML ({reason})", fix)


def _document(file: str, root: yaml.Node | None) -> YamlDocument:
    if root is None:
        empty = Problem(
            file, 1, "the file is empty", "describe one exercise or plan in it, or delete it"
        )
        return _unread(empty)
    reader = _Reader(file)
    data = reader.value(root, ())
    if isinstance(data, dict):
        return YamlDocument(
            file, data, reader.lines, tuple(reader.problems), frozenset(reader.misread)
        )
    fix = "write lines such as `id: neck-turn`"
    no_fields = Problem(file, reader.lines[()], "the file is not a list of fields", fix)
    return _unread(*reader.problems, no_fields)


@dataclass(frozen=True)
class _Spelling:
    """The only accepted way to write a type of value; `otherwise` says how YAML reads others."""

    pattern: re.Pattern[str]
    value: Callable[[str], object]
    otherwise: str
    fix: str


_SPELLINGS = {
    "null": _Spelling(
        re.compile(r"null|~|"),
        lambda _: None,
        "nothing",
        "write null, or put it in quotes if it is a word",
    ),
    "bool": _Spelling(
        re.compile(r"true|false"),
        lambda text: text == "true",
        "true or false",
        "write true or false, or put it in quotes if it is a word",
    ),
    "int": _Spelling(
        re.compile(r"-?(0|[1-9][0-9]{0,17})"),
        int,
        "a number in another notation",
        "write a plain whole number, or put it in quotes if it is text",
    ),
    "float": _Spelling(
        re.compile(r"-?[0-9]+\.[0-9]+"),
        float,
        "a number in another notation",
        "write a plain number, or put it in quotes if it is text",
    ),
    "timestamp": _Spelling(
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        date.fromisoformat,
        "a date",
        "write a date that exists, such as 2026-11-22, or put it in quotes if it is text",
    ),
}


class _Reader:
    """Walks the nodes of one file, and collects lines and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []
        self.misread: set[Where] = set()
        self._visited: set[int] = set()

    def value(self, node: yaml.Node, where: Where) -> object:
        self.lines.setdefault(where, _line(node))
        if id(node) in self._visited:
            return self._refuse(where, "is a YAML alias", "write the value out again")
        self._visited.add(id(node))
        kind = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self.value(it, (*where, n)) for n, it in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, kind, where)
        return self._refuse(where, f"has the YAML tag {kind}", "remove the tag")

    def _refuse(self, where: Where, what: str, fix: str) -> object:
        """Reports the problem, and returns None as a placeholder for the value."""
        self._report(self.lines[where], f"{label(where)} {what}", fix)
        self.misread.add(where)
        return None

    def _report(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, what, fix))

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != f"{_TAG}str":
                self._refuse_key(key)
            elif key.value in data:
                first = self.lines[*where, key.value]
                what = f"{label((*where, key.value))} is already given in line {first}"
                self._report(_line(key), what, "keep one of the two")
            else:
                self.lines[*where, key.value] = _line(key)
                data[key.value] = self.value(value, (*where, key.value))
        return data

    def _refuse_key(self, key: yaml.Node) -> None:
        name = f"`{key.value}`" if isinstance(key, yaml.ScalarNode) else "here"
        what = f"the field name {name} is not a word in YAML"
        fix = "use the name of a field (YAML reads yes, no, on and off as true and false)"
        self._report(_line(key), what, fix)

    def _scalar(self, node: yaml.ScalarNode, kind: str, where: Where) -> object:
        if kind == "str":
            return node.value
        spelling = _SPELLINGS.get(kind)
        if spelling is None:
            return self._refuse(where, f"is `{node.value}`", "put it in quotes")
        if spelling.pattern.fullmatch(node.value):
            with suppress(ValueError):  # a date that does not exist is reported below
                return spelling.value(node.value)
        what = f"is `{node.value}`, which YAML reads as {spelling.otherwise}"
        return self._refuse(where, what, spelling.fix)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
