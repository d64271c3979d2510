"""Rules of the catalogs in content/translations: readable, and with the English placeholders.

Another placeholder would raise an error when somebody is shown the sentence, long after the start.
"""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from bot.library.files.problems import Problem
from bot.library.words import TRANSLATIONS, read_catalog


def translation_problems(root: Path) -> Iterator[Problem]:
    """What is wrong with the catalogs in the content folder."""
    for path in sorted((root / TRANSLATIONS).glob("*.po")):
        yield from _problems(path, f"{root.name}/{TRANSLATIONS}/{path.name}")


def _problems(path: Path, file: str) -> Iterator[Problem]:
    fix = "save it as UTF-8 with a gettext editor"
    try:
        read_catalog(path)
    except PoFileError as error:
        yield Problem(file, error.lineno + 1, "this line is not part of a gettext catalog", fix)
        return
    except (ValueError, LookupError) as error:  # not text, or an unknown charset
        reason = str(error).splitlines()[0]
        yield Problem(file, 0, f"this is not a gettext catalog ({reason})", fix)
        return
    with path.open("rb") as opened:
        for message in read_po(opened):
            if message.id and not message.fuzzy:
                yield from _unfillable(message, file)


def _unfillable(message: Message, file: str) -> Iterator[Problem]:
    known = {name for it in _forms(message.id) for name in _placeholders(it)}
    if len(_forms(message.id)) > 1:
        known.add("n")
    for sentence in filter(None, _forms(message.string or "")):
        try:
            sentence.format(**dict.fromkeys(known, ""))
        except (KeyError, IndexError, ValueError, AttributeError):
            what = f"“{sentence}” cannot be filled in"
            names = " and ".join(f"{{{it}}}" for it in sorted(known)) or "no braces"
            fix = f"use {names}, as the English does"
            yield Problem(file, message.lineno or 0, what, fix)


def _forms(sentences: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (sentences,) if isinstance(sentences, str) else tuple(sentences)


def _placeholders(sentence: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
