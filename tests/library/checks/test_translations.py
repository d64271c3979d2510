"""Catalogs that cannot be used are reported before anybody reads from them."""

from pathlib import Path

import pytest

from bot.content_process import open_library
from bot.errors import CannotStart
from tests.library.conftest import Content

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
GOOD = (
    HEADER
    + """\
msgid "First nudge: {when}."
msgstr "Zuerst: {when}."

msgid "{n} break today."
msgid_plural "{n} breaks today."
msgstr[0] "Eine Pause heute."
msgstr[1] "{n} Pausen heute."

#, fuzzy
msgid "Saved."
msgstr "Gespeichert {nobody knows what}."

msgid "Snoozed."
msgstr ""
"""
)


def translated(content: Content, catalog: bytes) -> Path:
    folder = content.root / "translations"
    folder.mkdir()
    (folder / "de.po").write_bytes(catalog)
    return content.root


def test_a_good_catalog_is_used(content: Content) -> None:
    root = translated(content, GOOD.encode())
    assert content.checked().problems == ()
    _, languages = open_library(root)
    german = languages.of("de-AT")
    assert german("First nudge: {when}.", when="9:30") == "Zuerst: 9:30."
    assert german.many("{n} break today.", "{n} breaks today.", 1) == "Eine Pause heute."
    assert german("Saved.") == "Saved."


@pytest.mark.parametrize(
    ("spoiled", "line", "says"),
    [
        ("This is a shopping list.\n", 1, "this line is not part of a gettext catalog"),
        (GOOD + "and so on\n", 20, "this line is not part of a gettext catalog"),
        (GOOD.replace("Zuerst: {when}", "Zuerst: {wann}"), 6, "use {when}, as the English does"),
        (GOOD.replace("Zuerst: {when}", "Zuerst: {}"), 6, "cannot be filled in"),
        (GOOD.replace("Zuerst: {when}", "Zuerst: {when"), 6, "cannot be filled in"),
        (GOOD.replace("{n} Pausen", "{m} Pausen"), 9, "“{m} Pausen heute.” cannot be filled in"),
        (GOOD.replace("charset=utf-8", "charset=klingon"), 0, "not a gettext catalog"),
    ],
)
def test_a_bad_catalog_is_reported_with_its_line(
    content: Content, spoiled: str, line: int, says: str
) -> None:
    root = translated(content, spoiled.encode())
    (problem,) = content.checked().problems
    assert (problem.file, problem.line) == ("content/translations/de.po", line)
    assert says in str(problem)
    with pytest.raises(CannotStart, match=r"content/translations/de\.po"):
        open_library(root)


def test_a_catalog_that_is_not_text_is_reported(content: Content) -> None:
    translated(content, b'msgid "\xff\xfe"\nmsgstr ""\n')
    (problem,) = content.checked().problems
    assert "not a gettext catalog" in problem.what
