"""Whether the exercise files agree with each other: names, references, circles."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from bot.domain.exercises.exercise import Kind, Position
from bot.library.files.problems import FieldFault, Problem, Where, label
from bot.library.files.schema import KEBAB
from bot.library.files.yaml_text import YamlDocument
from bot.library.names import area_keys, key

_Graph = Mapping[str, Sequence[str]]


def cross_file_problems(documents: Sequence[YamlDocument]) -> list[Problem]:
    """What is wrong between files, read from whatever of them can be read."""
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
    """A name that a file claims for its exercise."""

    document: YamlDocument
    where: Where
    text: str


def _stem(document: YamlDocument) -> str:
    """The file's name without .yaml."""
    return PurePosixPath(document.file).stem


def misnamed(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    """Files that are not called what they hold."""
    for document in documents:
        for where, name in document.texts("id"):
            if name != _stem(document):
                what = f"id is {name}, but the file is {_stem(document)}.yaml"
                yield document.located(FieldFault(where, what, "give both the same name"))


def duplicate_names(documents: Sequence[YamlDocument]) -> Iterator[Problem]:
    """Names that two files claim, or that mean a part of the body."""
    areas = area_keys()
    owners: dict[str, _Name] = {}
    for name in _claims(documents):
        spelled = key(name.text)
        if spelled in areas:
            what = f'{label(name.where)}, "{name.text}", is an everyday word for {areas[spelled]}'
            yield name.document.located(FieldFault(name.where, what, "choose a name of its own"))
        first = owners.setdefault(spelled, name)
        if first is not name and (first.document is not name.document or "aliases" in name.where):
            yield _given_twice(name, first)


def _given_twice(name: _Name, first: _Name) -> Problem:
    line = first.document.lines[first.where]
    owner = "this file" if first.document is name.document else first.document.file
    what = f'{label(name.where)}, "{name.text}", is already a name in {owner}, line {line}'
    return name.document.located(FieldFault(name.where, what, "remove or change one of the two"))


def _claims(documents: Sequence[YamlDocument]) -> Iterator[_Name]:
    """Ids before names before aliases, so that the weaker claim is the one complained about."""
    for field in ("id", "name", "aliases"):
        for document in documents:
            for where, text in document.texts(field):
                yield _Name(document, where, text)


def known_ids(documents: Sequence[YamlDocument]) -> frozenset[str]:
    """What may be referred to; a broken file is no missing exercise to the others."""
    ids = {text for it in documents for _, text in it.texts("id")}
    return frozenset(ids | {_stem(it) for it in documents})


def unknown_exercise(where: Where, wanted: object, known: Collection[str]) -> FieldFault | None:
    """The fault of referring to an exercise nobody knows, with the nearest one there is.

    What cannot be an id at all is the schema's to tell.
    """
    if not isinstance(wanted, str) or wanted in known or not re.fullmatch(KEBAB, wanted):
        return None
    what = f"{label(where)} is {wanted}, and there is no such exercise"
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
    """Floor exercises whose easier forms are all on the floor; a self-check has no easier form."""
    files = {_stem(it): it for it in documents}
    for name, document in files.items():
        data = document.data or {}
        is_list = isinstance(data.get("regressions"), list)
        if not is_list or not _on_the_floor(document) or data.get("kind") == Kind.SELF_CHECK:
            continue
        easier = _reachable(files, name)
        known = all(it in files and files[it].texts("position") for it in easier)
        if known and all(_on_the_floor(files[it]) for it in easier):
            what = "this is done on the floor, and no regression leads off it"
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
    """Each circle once, in the file whose name comes first in it."""
    files = {_stem(it): it for it in documents}
    graph = {name: [to for _, to in _references(it, field)] for name, it in files.items()}
    for name, document in sorted(files.items()):
        circle = _path_back(graph, name)
        if circle and name == min(circle):
            way = " → ".join((*circle, name))
            what = f"{field} goes round in a circle: {way}"
            yield document.located(FieldFault((field,), what, "remove one of these"))


def _path_back(graph: _Graph, start: str) -> list[str]:
    """The shortest way from `start` to itself, without the return; empty where there is none."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop(0)
        for step in graph.get(way[-1], ()):
            if step == start:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []
