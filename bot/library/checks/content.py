"""Checks the content folder: all problems at once, and the exercises and plans without any."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.plans import Plan
from bot.domain.schedule.statuses import Statuses
from bot.library.checks import agreement, dosage
from bot.library.checks.agreement import remarks, rule_faults
from bot.library.checks.coverage import gaps
from bot.library.checks.cross_file import cross_file_problems, known_ids
from bot.library.checks.plans import (
    PlanFile,
    plan_faults,
    plan_reference_problems,
    planned_exercise_faults,
)
from bot.library.checks.statuses import check_statuses
from bot.library.checks.translations import translation_problems
from bot.library.checks.wording import wording_faults
from bot.library.files.problems import FieldFault, Problem
from bot.library.files.schema import Entry, ExerciseFile
from bot.library.files.shape import validated
from bot.library.files.yaml_text import YamlDocument, read

_EntryT = TypeVar("_EntryT", bound=Entry)

_RULES = (*agreement.RULES, *dosage.RULES)

EXERCISES = "exercises"
PLANS = "plans"


@dataclass(frozen=True)
class Checked:
    """The content, and what is wrong with it, sorted by file and line.

    `exercises` and `plans`, sorted by id, are those whose own file has no problem. `gaps` are what
    the library as a whole lacks, checked only if every exercise file is sound; the bot can run
    with them. `remarks` are allowed, and say who is not offered an exercise. `fingerprint` is a
    SHA-256 of the exercise and plan files.
    """

    exercises: tuple[Exercise, ...]
    plans: tuple[Plan, ...]
    statuses: Statuses
    problems: tuple[Problem, ...]
    gaps: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    fingerprint: str


@dataclass(frozen=True)
class _Sources:
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    def documents(self) -> list[YamlDocument]:
        return [read(file, content) for file, content in self.files.items()]


@dataclass(frozen=True)
class _Outcome(Generic[_EntryT]):
    """The entries without problems, and the problems of the others."""

    entries: list[tuple[YamlDocument, _EntryT]]
    problems: list[Problem]


def check_content(root: Path) -> Checked:
    """Reports what is wrong in the folder `root`, and raises nothing for it."""
    sources, plan_sources = _sources(root, EXERCISES), _sources(root, PLANS)
    statuses = check_statuses(root)
    documents, plan_documents = sources.documents(), plan_sources.documents()
    problems = [
        *sources.problems,
        *_schema_problems(documents, sources, "exercise"),
        *_schema_problems(plan_documents, plan_sources, "plan"),
        *_no_exercises(root, sources),
        *plan_sources.problems,
        *cross_file_problems(documents),
        *plan_reference_problems(plan_documents, known_ids(documents)),
        *translation_problems(root),
        *(statuses if isinstance(statuses, list) else ()),
    ]
    exercises = _all_checked(documents, _checked_exercise)
    plans = _all_checked(plan_documents, _checked_plan)
    sound = {it.id: it.exercise() for _, it in exercises.entries}
    for document, plan in plans.entries:
        problems += map(document.located, planned_exercise_faults(plan, sound))
    is_whole = not (sources.problems or exercises.problems)
    remarked = [it.located(note) for it, entry in exercises.entries for note in remarks(entry)]
    return Checked(
        exercises=tuple(sorted(sound.values(), key=_by_id)),
        plans=tuple(sorted((it.plan() for _, it in plans.entries), key=_by_id)),
        statuses=statuses if isinstance(statuses, Statuses) else Statuses(),
        problems=tuple(sorted([*problems, *exercises.problems, *plans.problems])),
        gaps=tuple(gaps(sound.values(), f"{root.name}/{EXERCISES}") if is_whole else ()),
        remarks=tuple(sorted(remarked)),
        fingerprint=_fingerprint({**sources.files, **plan_sources.files}),
    )


def _by_id(it: Exercise | Plan) -> str:
    return it.id


def _all_checked(
    documents: list[YamlDocument], check: Callable[[YamlDocument], _EntryT | list[Problem]]
) -> _Outcome[_EntryT]:
    entries: list[tuple[YamlDocument, _EntryT]] = []
    problems: list[Problem] = []
    for document in documents:
        outcome = check(document)
        if isinstance(outcome, list):
            problems += outcome
        else:
            entries.append((document, outcome))
    return _Outcome(entries, problems)


def _checked_exercise(document: YamlDocument) -> ExerciseFile | list[Problem]:
    """The exercise, or the problems of its file."""
    if document.data is None:
        return list(document.problems)
    entry = validated(ExerciseFile, document.data)
    of_shape = [] if isinstance(entry, ExerciseFile) else entry
    broken = {str(it[0]) for it in (*document.misread, *(it.where for it in of_shape))}
    problems = _located(document, of_shape, rule_faults(document.data, broken, _RULES))
    return entry if isinstance(entry, ExerciseFile) and not problems else problems


def _checked_plan(document: YamlDocument) -> PlanFile | list[Problem]:
    """The plan, or the problems of its file."""
    if document.data is None:
        return list(document.problems)
    entry = validated(PlanFile, document.data)
    if isinstance(entry, PlanFile):
        problems = _located(document, [], plan_faults(entry))
        return problems or entry
    return _located(document, entry, [])


def _located(
    document: YamlDocument, of_shape: list[FieldFault], of_rules: list[FieldFault]
) -> list[Problem]:
    """Every problem of one file. Values that YAML misread are reported only once."""
    faults = [
        *(it for it in of_shape if it.where not in document.misread),
        *wording_faults(document.data or {}),
        *of_rules,
    ]
    return [*document.problems, *map(document.located, faults)]


def _sources(root: Path, kind: str) -> _Sources:
    """The YAML files of a folder in content/."""
    folder = root / kind
    name = f"{root.name}/{kind}"
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"{name}/{path.name}"
        if path.suffix.lower() == ".yml" or path.suffix == ".YAML":
            fix = f"rename it to {path.stem}.yaml"
            problems.append(Problem(file, 0, "files with this ending are not read", fix))
        elif path.suffix == ".yaml" and path.is_file():
            files[file] = path.read_bytes()
    return _Sources(files, tuple(problems))


def _schema_problems(
    documents: list[YamlDocument], sources: _Sources, kind: str
) -> Iterator[Problem]:
    """Files whose first line does not name the schema."""
    wanted = f"# yaml-language-server: $schema=../schema/{kind}.schema.json"
    for document in documents:
        first = sources.files[document.file].decode("utf-8-sig", "replace").partition("\n")[0]
        if document.data is not None and first.rstrip() != wanted:
            what = "without the schema in the first line, editors cannot check this file"
            yield Problem(document.file, 1, what, f"make the first line: {wanted}")


def _no_exercises(root: Path, exercises: _Sources) -> list[Problem]:
    """A library needs exercises, but no plans."""
    if exercises.files:
        return []
    fix = "add a YAML file for each exercise"
    return [Problem(f"{root.name}/{EXERCISES}", 0, "there are no exercises", fix)]


def _fingerprint(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for file, content in files.items():
        digest.update(f"{file.partition('/')[2]}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
