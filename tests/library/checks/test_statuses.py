"""Rules of the file that says what Slack statuses mean."""

import pytest

from tests.library.conftest import Content

GOOD = """\
vacation:
  emoji: [":palm_tree:"]
  words: [on leave]
meeting:
  emoji: [":calendar:"]
  words: [on a call]
unless: [no meetings]
"""


def test_statuses_without_contradiction_are_read(content: Content) -> None:
    (content.root / "statuses.yaml").write_text(GOOD, encoding="utf-8")

    checked = content.checked()

    assert checked.problems == ()
    assert checked.statuses.vacation.words == ("on leave",)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("on a call", "on leave", 6, '"on leave" is listed twice; keep one of the two'),
        ("on a call", "On a call", 6, '"On a call" has capitals; write it in lower case'),
        (":calendar:", "calendar", 5, 'meeting.emoji.1 is "calendar"; write an emoji as Slack'),
        ("on a call", "off", 6, "meeting.words.1 is `off`, which YAML reads as true or false;"),
        ("meeting:", "meetings:", 4, "meetings is not a field; did you mean meeting?"),
    ],
)
def test_a_fault_in_the_statuses_is_named_with_its_line_and_fix(
    content: Content, old: str, new: str, line: int, told: str
) -> None:
    spoiled = GOOD.replace(old, new, 1)
    (content.root / "statuses.yaml").write_text(spoiled, encoding="utf-8")

    (problem,) = content.checked().problems

    assert str(problem).startswith(f"content/statuses.yaml:{line}: {told}")
