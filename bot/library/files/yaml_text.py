"""YAML text into plain data, with the line of every value.

PyYAML speaks YAML 1.1, in which `no` is false, `1:30` is 90 and `010` is 8. Here such spellings
are problems, never values, so that a file means what it says to whoever reads it.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import yaml

from bot.library.files.problems import FieldFault, Problem, Where, label

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class YamlDocument:
    """One file. `data` is None where the text is no YAML mapping at all."""

    file: str
    data: Mapping[str, object] | None
    lines: Mapping[Where, int]
    problems: tuple[Problem, ...] = ()
    misread: frozenset[Where] = frozenset()
    """Values already complained about; `data` holds None in their place."""

    def located(self, fault: FieldFault) -> Problem:
        """The fault with its line, or that of the nearest value around it."""
        where = fault.where
        while where not in self.lines and where:
            where = where[:-1]
        return Problem(self.file, self.lines.get(where, 1), fault.what, fault.fix)

    def texts(self, field: str) -> list[tuple[Where, str]]:
        """What a field says, be it one text or a list of them, each with its place."""
        value = (self.data or {}).get(field)
        places: list[tuple[Where, object]] = [((field,), value)]
        if isinstance(value, list):
            places = [((field, n), it) for n, it in enumerate(value)]
        return [(where, it) for where, it in places if isinstance(it, str)]


Document: TypeAlias = YamlDocument
"""The former name, which bot/figures still imports."""


def read(file: str, content: bytes) -> YamlDocument:
    """The file's content, or the problems that keep it from being read. Raises nothing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _unread(Problem(file, line, "this is not UTF-8 text", "save the file as UTF-8"))
    unseen = _invisible(file, text)
    if unseen:
        return _unread(*unseen)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        return _unread(_syntax_problem(file, error))
    return _document(file, root)


def _unread(*problems: Problem) -> YamlDocument:
    return YamlDocument(problems[0].file, None, {}, problems)


def _invisible(file: str, text: str) -> list[Problem]:
    """Tabs, and what word processors leave behind: each looks like a space and is none."""
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
    "mapping values": "put a text that holds a colon in quotes",
    "single document": "keep one exercise or plan in a file, and remove the line ---",
    "undefined alias": "put a text that begins with * in quotes",
    "found character": "put a text that begins with @, `, % or & in quotes",
    "end of stream": "close the quotation mark or bracket that is opened here",
}


def _syntax_problem(file: str, error: yaml.MarkedYAMLError) -> Problem:
    """A text that never ends is told where it begins; anything else where reading stopped."""
    said = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    marks = (error.problem_mark, error.context_mark)
    first, second = reversed(marks) if "end of stream" in said else marks
    mark = first or second
    fix = next(
        (fix for words, fix in _SYNTAX_FIXES.items() if words in said),
        "check the indentation and the quotation marks here and in the line above",
    )
    return Problem(file, mark.line + 1 if mark else 1, f"this is not YAML ({said})", fix)


def _document(file: str, root: yaml.Node | None) -> YamlDocument:
    if root is None:
        empty = Problem(
            file, 1, "the file is empty", "describe one exercise or plan, or delete the file"
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
    """The one way to write a kind of plain value; `otherwise` says how YAML takes the others."""

    pattern: re.Pattern[str]
    value: Callable[[str], object]
    otherwise: str
    fix: str


_SPELLINGS = {
    "null": _Spelling(
        re.compile(r"null|~|"), lambda _: None, "nothing", "write null, or put the word in quotes"
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
        "write a day of the calendar as 2026-11-22, or put it in quotes if it is text",
    ),
}


class _Reader:
    """Walks the nodes of one file and notes lines and problems on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []
        self.misread: set[Where] = set()
        self._met: set[int] = set()

    def value(self, node: yaml.Node, where: Where) -> object:
        self.lines.setdefault(where, _line(node))
        if id(node) in self._met:
            return self._refuse(where, "is an alias", "write the value out again")
        self._met.add(id(node))
        kind = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.MappingNode) and kind == "map":
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode) and kind == "seq":
            return [self.value(it, (*where, n)) for n, it in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, kind, where)
        return self._refuse(where, f"has the tag {kind}", "remove the tag")

    def _refuse(self, where: Where, what: str, fix: str) -> object:
        """Notes the problem and answers with None, to stand in for the value."""
        self._complain(self.lines[where], f"{label(where)} {what}", fix)
        self.misread.add(where)
        return None

    def _complain(self, line: int, what: str, fix: str) -> None:
        self.problems.append(Problem(self.file, line, what, fix))

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, object]:
        data: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != f"{_TAG}str":
                self._complain_of_key(key)
            elif key.value in data:
                first = self.lines[*where, key.value]
                what = f"{label((*where, key.value))} is already given in line {first}"
                self._complain(_line(key), what, "keep one of the two")
            else:
                self.lines[*where, key.value] = _line(key)
                data[key.value] = self.value(value, (*where, key.value))
        return data

    def _complain_of_key(self, key: yaml.Node) -> None:
        name = f"`{key.value}`" if isinstance(key, yaml.ScalarNode) else "here"
        what = f"the field name {name} is no word to YAML"
        fix = "use the name of a field (YAML takes yes, no, on and off for true and false)"
        self._complain(_line(key), what, fix)

    def _scalar(self, node: yaml.ScalarNode, kind: str, where: Where) -> object:
        if kind == "str":
            return node.value
        spelling = _SPELLINGS.get(kind)
        if spelling is None:
            return self._refuse(where, f"is `{node.value}`", "put it in quotes")
        if spelling.pattern.fullmatch(node.value):
            with suppress(ValueError):  # of a day no calendar has, which is complained of below
                return spelling.value(node.value)
        what = f"is `{node.value}`, which YAML reads as {spelling.otherwise}"
        return self._refuse(where, what, spelling.fix)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
