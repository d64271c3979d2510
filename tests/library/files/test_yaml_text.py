"""Reading YAML: data, lines and problems."""

from datetime import date
from string import ascii_lowercase

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.files.problems import FieldFault
from bot.library.files.yaml_text import read
from tests.library.conftest import Content
from tests.library.seeds import Seed, each

TEXT = b"""# a comment
id: neck-turn
dose:
  hold_s: 5

steps:
  - text: Turn.
    seconds: 10

  - text: >-
      Turn
      back.
    seconds: 12
reviewed: 2026-11-22
empty:
"""


def test_a_file_becomes_plain_data() -> None:
    assert read("f.yaml", TEXT).data == {
        "id": "neck-turn",
        "dose": {"hold_s": 5},
        "steps": [{"text": "Turn.", "seconds": 10}, {"text": "Turn back.", "seconds": 12}],
        "reviewed": date(2026, 11, 22),
        "empty": None,
    }


def test_a_value_is_in_the_line_of_its_field_or_list_item() -> None:
    lines = read("f.yaml", TEXT).lines

    assert lines[()] == 2
    assert lines[("dose",)] == 3
    assert lines["dose", "hold_s"] == 4
    assert lines["steps", 1] == 10
    assert lines["steps", 1, "text"] == 10
    assert lines["steps", 1, "seconds"] == 13


def test_a_missing_field_is_in_the_line_of_its_group() -> None:
    document = read("f.yaml", TEXT)

    problem = document.located(FieldFault(("dose", "reps"), "is missing", "write it"))

    assert (problem.file, problem.line) == ("f.yaml", 3)


SEEDS = {
    # YAML 1.1 reads these as another type
    "yes": Seed("kneeling: true", "kneeling: yes", "kneeling is `yes`", "write true or false"),
    "off as a name": Seed(
        "aliases: [hip", "aliases: [off, hip", "aliases.1 is `off`", "quotes if it is a word"
    ),
    "on as a field": Seed("sides: each", "on: true\nsides: each", "`on`", "name of a field"),
    "minutes and seconds": Seed(
        "seconds: 12", "seconds: 1:30", "steps.1.seconds is `1:30`", "a plain whole number"
    ),
    "octal": Seed("seconds: 12", "seconds: 012", "steps.1.seconds is `012`", "a plain whole"),
    "no such day": Seed("2026-11-22", "2026-02-30", "reviewed is `2026-02-30`", "a date that exists"),
    "moment for a day": Seed("2026-11-22", "2026-11-22 10:00:00", "reviewed is", "as 2026-11-22"),
    "alias": Seed(
        "[quadriceps]\nsides", "&x [quadriceps]\nequipment2: *x\nsides", "is a YAML alias", "write the",
        at="equipment2",
    ),
    "tag": Seed("dose: {", "dose: !dose {", "dose has the YAML tag !dose", "remove the tag"),
    # syntax
    "duplicate field": Seed(
        "sides: each", "sides: each\nname: Again", "name is already given in line 3", "keep one",
        at="name: Again",
    ),
    "duplicate field of a step": Seed(
        "seconds: 10", "seconds: 10\n    seconds: 11", "steps.4.seconds is already", "keep one",
        at="seconds: 11",
    ),
    "tab": Seed("seconds: 10", "seconds:\t10", "a tab", "use spaces"),
    "pasted space": Seed("Tuck first", "Tuck\u00a0first", "U+00A0", "ordinary space"),
    "colon in a text": Seed(
        "- Tuck first, then", "- Note: tuck first: then", "not valid YAML", "in quotes"
    ),
    "open quotes": Seed("- Tuck first", '- "Tuck first', "not valid YAML", "close the quotation mark"),
    "wrong indentation": Seed("    seconds: 10", "   seconds: 10", "not valid YAML", "the indentation"),
    "two in one file": Seed("\nsides:", "\n---\nsides:", "not valid YAML", "one exercise or plan in each", at="---"),
}  # fmt: skip


@each(SEEDS)
def test_what_yaml_would_misread_is_named_with_its_line_and_fix(
    content: Content, seed: Seed
) -> None:
    seed.check(content)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_reported(content: bytes) -> None:
    document = read("f.yaml", content)

    assert (document.data is None) <= bool(document.problems)
    assert all(it.line >= 1 and it.what and it.fix for it in document.problems)


_SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.dates()
    | st.floats(allow_nan=False, allow_infinity=False).map(lambda it: round(it % 1000, 2))
    | st.text(st.characters(categories=["L", "N", "P"]) | st.just(" "))
)  # fmt: skip
_NAMES = st.text(ascii_lowercase, min_size=5, max_size=9)
_DATA = st.dictionaries(
    _NAMES,
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner),
        max_leaves=8,
    ),
    min_size=1,
)


@settings(max_examples=25)
@given(_DATA)
def test_what_a_yaml_writer_writes_is_read_back(data: dict[str, object]) -> None:
    read_back(data)


@pytest.mark.slow
@settings(max_examples=300)
@given(_DATA)
def test_many_yaml_texts_are_read_back(data: dict[str, object]) -> None:
    read_back(data)


def read_back(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)

    document = read("f.yaml", text.encode())

    assert document.problems == ()
    assert document.data == data
