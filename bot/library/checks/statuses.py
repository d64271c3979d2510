"""The schema and the rules of the file that says what Slack statuses mean."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.domain.schedule.statuses import Signs, Statuses
from bot.library.files.problems import FieldFault, Problem
from bot.library.files.schema import ONE_LINE, Entry
from bot.library.files.shape import validated
from bot.library.files.yaml_text import read

FILE = "statuses.yaml"

_Emoji = Annotated[
    str,
    Field(pattern=r"^:[a-z0-9_+'-]+:$", description="an emoji as Slack names it: :palm_tree:"),
]
_Phrase = Annotated[
    str,
    Field(
        min_length=2,
        max_length=60,
        pattern=ONE_LINE,
        description="a word or phrase in lower case, in quotes if it could be read as a number",
    ),
]


class SignsEntry(Entry):
    """The emoji and words of a status that give it its meaning."""

    emoji: list[_Emoji] = Field(description="a list of emoji, or [] for none")
    words: list[_Phrase] = Field(description="a list of words or phrases, or [] for none")

    def signs(self) -> Signs:
        return Signs(frozenset(self.emoji), tuple(self.words))


class StatusFile(Entry):
    """content/statuses.yaml: the statuses that hold nudges back."""

    vacation: SignsEntry = Field(description="emoji and words that mean somebody is not at work")
    meeting: SignsEntry = Field(
        description="emoji and words that mean somebody is busy for a while"
    )
    unless: list[_Phrase] = Field(
        description="a list of phrases that mean neither, such as no meetings, or [] for none"
    )

    def statuses(self) -> Statuses:
        return Statuses(self.vacation.signs(), self.meeting.signs(), tuple(self.unless))


def check_statuses(root: Path) -> Statuses | list[Problem]:
    """The meanings, or the problems of the file. Without the file no status has a meaning."""
    path = root / FILE
    if not path.exists():
        return Statuses()
    document = read(f"{root.name}/{FILE}", path.read_bytes())
    if document.data is None:
        return list(document.problems)
    entry = validated(StatusFile, document.data)
    if isinstance(entry, list):
        entry = [it for it in entry if it.where not in document.misread]
    faults = list(_faults(entry)) if isinstance(entry, StatusFile) else entry
    problems = [*document.problems, *map(document.located, faults)]
    return entry.statuses() if isinstance(entry, StatusFile) and not problems else problems


def _faults(entry: StatusFile) -> Iterator[FieldFault]:
    """A status is compared in lower case, and must have one meaning."""
    seen: set[str] = set()
    for field, signs in (("vacation", entry.vacation), ("meeting", entry.meeting)):
        for kind, values in (("emoji", signs.emoji), ("words", signs.words)):
            for n, value in enumerate(values):
                if value in seen:
                    yield FieldFault(
                        (field, kind, n), f'"{value}" is listed twice', "keep one of the two"
                    )
                seen.add(value)
                if value != value.casefold():
                    yield FieldFault(
                        (field, kind, n), f'"{value}" has capitals', "write it in lower case"
                    )
