"""Rules of wording: no sides, no promises, no blame, whole sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.library.files.problems import FieldFault, Where, label

WORDS_PER_SECOND = 2.5
"""Slow on purpose: 150 words a minute. Adults read 238 silently (Brysbaert 2019), but not while
kneeling, and many read a second language."""

_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_NO_SIDE = re.compile(r"\b(?:right|left) (?:angles?|away)\b", re.IGNORECASE)
_VIEW = re.compile(r"(?:Side|Front|Back|Close|Three-quarter)(?: \w+)? view[^:.]*: [a-z]")
_FORCE = re.compile(r"\b(?:force|push through|as hard|pain is)\b", re.IGNORECASE)
_BLAME = re.compile(r"\b(?:must|should have|lazy|fail|guilty)\b", re.IGNORECASE)
_MARKUP = re.compile(r"[<>&*_~`{}|\\]")
_SOFTER_EFFECT = "say what it may do, such as: may ease a stiff feeling"
_SOFTER_RISK = "say what it may do, such as: may help you sit less"
_SOFTER_CERTAINTY = "write may or can"
_SOFTER_ENERGY = "write: may help your energy"

PROMISES: Mapping[str, str] = {
    r"cur(?:e|es|ed|ing)": _SOFTER_EFFECT,
    r"heal(?:s|ed|ing)?": _SOFTER_EFFECT,
    r"fix(?:es|ed|ing)?": _SOFTER_EFFECT,
    r"reliev(?:e|es|ed|ing)|relief": _SOFTER_EFFECT,
    r"eliminat(?:e|es|ed|ing)": _SOFTER_EFFECT,
    r"gets? rid of": _SOFTER_EFFECT,
    r"treat(?:s|ed|ing)?": _SOFTER_EFFECT,
    r"prevent(?:s|ed|ing|ion)?": _SOFTER_RISK,
    r"protect(?:s|ed|ing)? (?:you|your|against|from)": _SOFTER_RISK,
    r"guarante(?:e|es|ed|eing)": _SOFTER_CERTAINTY,
    r"always works|never fails|permanent(?:ly)?|miracles?": _SOFTER_CERTAINTY,
    r"productiv(?:e|ity)": _SOFTER_ENERGY,
}
"""Patterns that claim more than the evidence supports, and what to write instead. "Treatment" is
allowed, for "not a treatment"."""

_PROMISES = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), softer) for words, softer in PROMISES.items()
)


@dataclass(frozen=True)
class _Prose:
    """A text that people read."""

    where: Where
    text: str


def reading_seconds(text: str) -> float:
    """How long a slow reader takes."""
    return len(text.split()) / WORDS_PER_SECOND


def wording_faults(data: Mapping[str, object]) -> list[FieldFault]:
    """Bad wording in the data of a file, which may have other faults."""
    is_plan = "days" in data
    found: list[FieldFault] = []
    for prose in _all_prose(data):
        found += _faults(prose)
        if is_plan and prose.where[0] != "evidence":
            found += _blame(prose)
    return found


def _faults(prose: _Prose) -> Iterator[FieldFault]:
    field = prose.where[0]
    if prose.where[-1] == "alt":
        yield from _right_angles(prose)
        yield from _unlike_a_picture(prose)
    elif field in {"steps", "cues", "cautions", "days"}:
        yield from _sides(prose)
    if prose.where[-1] == "text":
        yield from _force(prose)
    if field in {"steps", "cautions", "summary", "days"}:
        yield from _unended(prose)
    if field == "avoid_if" and prose.text.endswith("."):
        what = f"{label(prose.where)} ends like a sentence"
        yield FieldFault(prose.where, what, "write a short phrase without a full stop")
    yield from _markup(prose)
    yield from _promises(prose)


def _sides(prose: _Prose) -> Iterator[FieldFault]:
    """People choose the side they begin with, and the card names it."""
    if found := _SIDE.search(prose.text):
        what = f'{label(prose.where)} says "{found[0]}"'
        fix = "name the limb without a side, such as: the back knee, the front foot, the other leg"
        yield FieldFault(prose.where, what, fix)


def _right_angles(prose: _Prose) -> Iterator[FieldFault]:
    """The picture of the other side swaps left and right, whatever they mean."""
    if found := _NO_SIDE.search(prose.text):
        what = f'{label(prose.where)} says "{found[0]}"'
        yield FieldFault(prose.where, what, "use left and right only for sides of the body")


def _unlike_a_picture(prose: _Prose) -> Iterator[FieldFault]:
    name = label(prose.where)
    if not _VIEW.match(prose.text):
        fix = (
            "begin like this: Side view: sitting tall (or Front, Back, Close or Three-quarter view)"
        )
        yield FieldFault(prose.where, f"{name} does not begin with the view", fix)
    if prose.text.count(".") > 1:
        fix = "describe the picture in one sentence"
        yield FieldFault(prose.where, f"{name} has more than one full stop", fix)


def _force(prose: _Prose) -> Iterator[FieldFault]:
    if found := _FORCE.search(prose.text):
        fix = "ask for gentle effort, such as: as far as is easy"
        yield FieldFault(prose.where, f'{label(prose.where)} says "{found[0]}"', fix)


def _blame(prose: _Prose) -> Iterator[FieldFault]:
    """A plan blames nobody for a day they skip."""
    if found := _BLAME.search(prose.text):
        fix = "leave people the choice, such as: try, may, if you like"
        yield FieldFault(prose.where, f'{label(prose.where)} says "{found[0]}"', fix)


def _unended(prose: _Prose) -> Iterator[FieldFault]:
    if prose.text and prose.text[-1] not in ".?!":
        yield FieldFault(prose.where, f"{label(prose.where)} has no full stop", "end the sentence")


def _markup(prose: _Prose) -> Iterator[FieldFault]:
    """Characters that are markup in Slack, or placeholders in translations."""
    if found := _MARKUP.search(prose.text):
        yield FieldFault(
            prose.where, f"{label(prose.where)} contains {found[0]}", "use words instead"
        )


def _promises(prose: _Prose) -> Iterator[FieldFault]:
    for pattern, softer in _PROMISES:
        if found := pattern.search(prose.text):
            what = f'{label(prose.where)} promises too much with "{found[0]}"'
            yield FieldFault(prose.where, what, softer)


def _all_prose(data: Mapping[str, object]) -> Iterator[_Prose]:
    """Every text that people read, except the titles of sources."""
    for field in ("name", "summary"):
        yield from _prose(data.get(field), (field,))
    for field in ("aliases", "cues", "cautions", "avoid_if"):
        for n, text in enumerate(_items(data.get(field))):
            yield from _prose(text, (field, n))
    inside = (("steps", "text"), ("steps", "alt"), ("days", "note"), ("evidence", "supports"))
    for field, inner in inside:
        for n, entry in enumerate(_items(data.get(field))):
            if isinstance(entry, Mapping):
                yield from _prose(entry.get(inner), (field, n, inner))


def _prose(value: object, where: Where) -> Iterator[_Prose]:
    if isinstance(value, str):
        yield _Prose(where, value)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
