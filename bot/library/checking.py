"""Every problem of every exercise file at once, and the exercises that have none."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.exercises import Exercise
from bot.library.agreement import agreement_faults, remarks
from bot.library.crossing import crossing_problems
from bot.library.problems import Problem
from bot.library.reading import Document, read
from bot.library.schema import ExerciseFile
from bot.library.shape import validated
from bot.library.wording import wording_faults

FOLDER = "exercises"


@dataclass(frozen=True)
class Checked:
    """What content/ holds. `problems` and `remarks` come sorted by file and line.

    `exercises` are those whose own file is sound, by id. A remark is allowed; it says what
    keeps an exercise from being offered to everybody. `fingerprint` is a SHA-256 over the files.
    """

    exercises: tuple[Exercise, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    fingerprint: str


@dataclass(frozen=True)
class _Sources:
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def check_content(root: Path) -> Checked:
    """Reads and checks the content folder `root`. Raises nothing for anything found there."""
    sources = _sources(root)
    documents = [read(file, content) for file, content in sources.files.items()]
    problems = [*sources.problems, *crossing_problems(documents)]
    remarked: list[Problem] = []
    entries: list[ExerciseFile] = []
    for document in documents:
        outcome = _checked(document)
        if isinstance(outcome, ExerciseFile):
            entries.append(outcome)
            remarked += [document.located(it) for it in remarks(outcome)]
        else:
            problems += outcome
    return Checked(
        exercises=tuple(it.exercise() for it in sorted(entries, key=lambda it: it.id)),
        problems=tuple(sorted(problems)),
        remarks=tuple(sorted(remarked)),
        fingerprint=_fingerprint(sources.files),
    )


def _checked(document: Document) -> ExerciseFile | list[Problem]:
    """The entry a file holds, or all that is wrong with the file by itself."""
    if document.data is None:
        return list(document.problems)
    entry = validated(document.data, ExerciseFile)
    misshapen = [] if isinstance(entry, ExerciseFile) else entry
    broken = {str(it[0]) for it in (*document.misread, *(it.where for it in misshapen))}
    faults = [
        *(it for it in misshapen if it.where not in document.misread),
        *wording_faults(document.data),
        *agreement_faults(document.data, broken),
    ]
    problems = [*document.problems, *map(document.located, faults)]
    return entry if isinstance(entry, ExerciseFile) and not problems else problems


def _sources(root: Path) -> _Sources:
    """The files of content/exercises, named relative to the folder that holds content/."""
    folder = root / FOLDER
    name = f"{root.name}/{FOLDER}"
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"{name}/{path.name}"
        if path.suffix.lower() == ".yml" or path.suffix == ".YAML":
            mend = f"rename it to {path.stem}.yaml"
            problems.append(Problem(file, 0, "this file is not read", mend))
        elif path.suffix == ".yaml" and path.is_file():
            files[file] = path.read_bytes()
    if not files:
        mend = "put one YAML file for each exercise there"
        problems.append(Problem(name, 0, "there are no exercises", mend))
    return _Sources(files, tuple(problems))


def _fingerprint(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for file, content in files.items():
        digest.update(f"{file.rpartition('/')[2]}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
