"""YAML text into data and lines."""

import math
from datetime import date

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.library.files.problems import Fault
from bot.library.files.yaml_text import read

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


def test_values_are_plain_data() -> None:
    assert read("f.yaml", TEXT).data == {
        "id": "neck-turn",
        "dose": {"hold_s": 5},
        "steps": [{"text": "Turn.", "seconds": 10}, {"text": "Turn back.", "seconds": 12}],
        "reviewed": date(2026, 11, 22),
        "empty": None,
    }


def test_lines_are_those_of_the_field_name_or_list_item() -> None:
    lines = read("f.yaml", TEXT).lines

    assert lines[()] == 2
    assert lines[("dose",)] == 3
    assert lines["dose", "hold_s"] == 4
    assert lines["steps", 1] == 10
    assert lines["steps", 1, "text"] == 10
    assert lines["steps", 1, "seconds"] == 13


def test_a_fault_without_a_line_takes_that_around_it() -> None:
    document = read("f.yaml", TEXT)

    problem = document.located(Fault(("dose", "reps"), "is missing", "write it"))

    assert (problem.file, problem.line) == ("f.yaml", 3)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    document = read("f.yaml", content)

    assert (document.data is None) <= bool(document.problems)
    assert all(it.line >= 1 and it.what and it.mend for it in document.problems)


_SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.dates()
    | st.floats(allow_nan=False, allow_infinity=False).map(lambda it: round(it % 1000, 2))
    | st.text(st.characters(categories=["L", "N", "P"]) | st.just(" "))
)  # fmt: skip
_DATA = st.dictionaries(
    st.from_regex(r"\A[a-z]{5,9}\Z"),
    st.recursive(
        _SCALARS,
        lambda it: st.lists(it, max_size=4) | st.dictionaries(st.from_regex(r"\A[a-z]{5,9}\Z"), it),
        max_leaves=8,
    ),
    min_size=1,
)


@given(_DATA)
def test_what_a_yaml_writer_writes_is_read_back(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)

    document = read("f.yaml", text.encode())

    assert document.problems == ()
    assert document.data == data
    assert not any(isinstance(it, float) and math.isnan(it) for it in data.values())
