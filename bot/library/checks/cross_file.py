"""Rules between files: names, references, cycles, and easier forms of floor exercises."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from bot.domain.exercises.exercise import ExerciseKind, Position
from bot.library.files.problems import FieldFault, Problem, Where, label
from bot.library.files.schema import KEBAB
from bot.library.files.yaml_text import YamlDocument
from bot.library.names import area_keys, key

_Graph = Mapping[str, Sequence[str]]


def cross_file_problems(documents: Sequence[YamlDocument]) -> list[Problem]:
    """What is wrong between exercise files, as far as they can be read."""
    found = [
        *misnamed(documents),
        *duplicate_names(documents),
        *_dangling(documents),
        *_stuck_on_the_floor(documents),
        *_cycles(documents, "regressions"),
        *_cycles(documents, "variation_on"),
    ]
    return sorted(found)


@dataclass(frozen=True)
class _Name:
    """An id, name or alias in a file."""

    document: YamlDocument
    where: Where
    text: str


def _stem(document: YamlDocument) -> str:
    """The file name without .yaml."""
    return PurePosixPath(document.file).stem


def misnamed(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    """Files whose name is not the id in them."""
    for document in documents:
        for where, name in document.texts("id"):
            if name != _stem(document):
                what = f"id is {name}, but the file is {_stem(document)}.yaml"
                yield document.located(FieldFault(where, what, "make the two the same"))


def duplicate_names(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    """Names that are taken, by another exercise or by a part of the body."""
    areas = area_keys()
    owners: dict[str, _Name] = {}
    for name in _claims(documents):
        spelled = key(name.text)
        if spelled in areas:
            what = f'{label(name.where)}, "{name.text}", is an everyday word for {areas[spelled]}'
            yield name.document.located(FieldFault(name.where, what, "choose another name"))
        first = owners.setdefault(spelled, name)
        if first is not name and (first.document is not name.document or "aliases" in name.where):
            yield _taken(name, first)


def _taken(name: _Name, first: _Name) -> Problem:
    line = first.document.lines[first.where]
    owner = "this file" if first.document is name.document else first.document.file
    what = f'{label(name.where)}, "{name.text}", is already a name in {owner}, line {line}'
    return name.document.located(FieldFault(name.where, what, "change or remove one of the two"))


def _claims(documents: Sequence[YamlDocument]) -> Iterator[_Name]:
    """Ids before names before aliases, so that an alias is reported rather than an id."""
    for field in ("id", "name", "aliases"):
        for document in documents:
            for where, text in document.texts(field):
                yield _Name(document, where, text)


def known_ids(documents: Sequence[YamlDocument]) -> frozenset[str]:
    """Ids that others may refer to. A file that cannot be read counts by its name."""
    ids = {text for it in documents for _, text in it.texts("id")}
    return frozenset(ids | {_stem(it) for it in documents})


def unknown_exercise(where: Where, wanted: object, known: Collection[str]) -> FieldFault | None:
    """Reports a reference to an exercise that does not exist.

    What is not even a valid id is left to the schema.
    """
    if not isinstance(wanted, str) or wanted in known or not re.fullmatch(KEBAB, wanted):
        return None
    what = f"{label(where)} is {wanted}, but there is no such exercise"
    close = get_close_matches(wanted, sorted(known), n=1)
    fix = f"did you mean {close[0]}?" if close else f"add {wanted}.yaml, or remove it"
    return FieldFault(where, what, fix)


def _dangling(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    known = known_ids(documents)
    for document in documents:
        for where, wanted in _references(document, "regressions", "variation_on"):
            if fault := unknown_exercise(where, wanted, known):
                yield document.located(fault)


def _stuck_on_the_floor(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    """Floor exercises whose easier forms are all on the floor. A self-check needs none."""
    files = {_stem(it): it for it in documents}
    for name, document in files.items():
        data = document.data or {}
        is_list = isinstance(data.get("regressions"), list)
        if (
            not is_list
            or not _on_the_floor(document)
            or data.get("kind") == ExerciseKind.SELF_CHECK
        ):
            continue
        easier = _reachable(files, name)
        known = all(it in files and files[it].texts("position") for it in easier)
        if known and all(_on_the_floor(files[it]) for it in easier):
            what = "it is done on the floor, and so are all of its regressions"
            fix = "add the id of an easier seated or standing exercise"
            yield document.located(FieldFault(("regressions",), what, fix))


def _on_the_floor(document: YamlDocument) -> bool:
    return (document.data or {}).get("position") == Position.FLOOR


def _reachable(files: Mapping[str, YamlDocument], start: str) -> set[str]:
    """The easier forms of an exercise, their easier forms, and so on."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        document = files.get(waiting.pop())
        easier = {it for _, it in document.texts("regressions")} if document else set()
        waiting += easier - found
        found |= easier
    return found


def _references(document: YamlDocument, *fields: str) -> Iterator[tuple[Where, str]]:
    """The ids a file refers to."""
    for field in fields:
        yield from document.texts(field)


def _cycles(documents: Sequence[YamlDocument], field: str) -> Iterator[Problem]:
    """Reports each cycle once, in the file that comes first by name."""
    files = {_stem(it): it for it in documents}
    graph = {name: [to for _, to in _references(it, field)] for name, it in files.items()}
    for name, document in sorted(files.items()):
        cycle = _path_back(graph, name)
        if cycle and name == min(cycle):
            path = " → ".join((*cycle, name))
            what = f"{field} leads back to this exercise: {path}"
            yield document.located(FieldFault((field,), what, "remove one of these references"))


def _path_back(graph: _Graph, start: str) -> list[str]:
    """The shortest path from `start` back to it, without its end; empty if there is none."""
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop(0)
        for node in graph.get(path[-1], ()):
            if node == start:
                return path
            if node not in seen:
                seen.add(node)
                paths.append([*path, node])
    return []
