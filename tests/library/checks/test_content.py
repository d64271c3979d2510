"""Checking many faults, unreadable files and the folder itself."""

from pathlib import Path

import pytest

from bot.library.checks.content import check_content
from bot.library.files.problems import ContentError
from bot.library.loading import load_library
from tests.library.conftest import Content

LIZARD = "lizard-pose.yaml"


def test_every_problem_of_every_file_is_reported_at_once(content: Content) -> None:
    content.edit(LIZARD, "hold_s: 30", 'hold_s: "30"')
    content.edit("dead-bug.yaml", "reps: 6\n", "reps: 7\n")
    content.path("heel-tap.yaml").write_bytes(b"\xff\xfe")

    with pytest.raises(ContentError) as caught:
        load_library(content.root)

    found = [(Path(it.file).name, it.line) for it in caught.value.problems]
    assert found == [
        ("dead-bug.yaml", content.line("dead-bug.yaml", "reps: 7")),
        ("heel-tap.yaml", 1),
        (LIZARD, content.line(LIZARD, '"30"')),
    ]


def test_all_faults_of_one_file_are_reported_together(content: Content) -> None:
    content.edit(LIZARD, "hold_s: 30", 'hold_s: "30"')
    content.edit(LIZARD, "level: intermediate", "level: medium")
    content.edit(LIZARD, "Mild tension is enough", "Heals what is left")
    content.edit(LIZARD, "[kneeling-hip-flexor-stretch]", "[no-such]")
    content.edit(LIZARD, "seconds: 12", "seconds: 5")

    lines = [it.line for it in content.checked().problems]

    changed = ['"30"', "medium", "text: Find private", "Heals", "Heals", "no-such"]
    assert lines == sorted(content.line(LIZARD, it) for it in changed)


def test_a_problem_reads_as_file_line_fault_and_fix(content: Content) -> None:
    content.edit(LIZARD, "hold_s: 30", 'hold_s: "30"')

    (problem,) = content.checked().problems

    line = content.line(LIZARD, '"30"')
    assert str(problem) == (
        f'content/exercises/lizard-pose.yaml:{line}: dose.hold_s is "30"; '
        "write a whole number of seconds from 1 to 60, without quotes"
    )


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        (b"", "empty", "describe one exercise or plan"),
        (b"# only a comment\n", "empty", "describe one exercise or plan"),
        (b"- a\n- b\n", "not a list of fields", "write lines such as"),
        (b"just words\n", "not a list of fields", "write lines such as"),
        (b"name: caf\xe9\n", "not UTF-8", "save the file as UTF-8"),
        ("name: Pied\n".encode("utf-16"), "not UTF-8", "save the file as UTF-8"),
        (b"name: a\x00b\n", "U+0000", "or nothing"),
        (b"a: [1\n", "not valid YAML", ""),
        (b"a: *b\n", "not valid YAML", "begins with *"),
        (b"a: @b\n", "not valid YAML", "begins with @"),
    ],
)
def test_an_unreadable_file_is_reported_once(
    content: Content, text: bytes, what: str, fix: str
) -> None:
    content.path("20-20-20.yaml").write_bytes(text)

    (problem,) = content.checked().problems

    assert what in problem.what
    assert fix in problem.fix
    assert problem.file == "content/exercises/20-20-20.yaml"


def test_every_tab_is_reported(content: Content) -> None:
    path = content.path("20-20-20.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("    seconds", "\tseconds"), "utf-8")

    assert len(content.checked().problems) == 4


def test_a_byte_order_mark_and_windows_line_ends_are_fine(content: Content) -> None:
    path = content.path(LIZARD)
    windows = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + windows)

    assert content.checked().problems == ()


def test_others_may_refer_to_a_file_that_cannot_be_read(content: Content) -> None:
    content.path("seated-march.yaml").write_text("id: [", "utf-8")

    problems = content.checked().problems

    assert {it.file for it in problems} == {"content/exercises/seated-march.yaml"}


def test_a_file_with_another_ending_is_reported(content: Content) -> None:
    content.path("20-20-20.yaml").rename(content.path("20-20-20.yml"))

    (problem,) = content.checked().problems

    assert str(problem) == (
        "content/exercises/20-20-20.yml: files with this ending are not read; rename it to 20-20-20.yaml"
    )


@pytest.mark.parametrize(("file", "kind"), [(LIZARD, "exercise"), ("plans/walks.yaml", "plan")])
@pytest.mark.parametrize(
    "first", ["", "# A comment.\n", "# yaml-language-server: $schema=x.json\n"]
)
def test_a_first_line_without_the_schema_is_reported(
    content: Content, file: str, kind: str, first: str
) -> None:
    path = content.path(file)
    rest = path.read_text(encoding="utf-8").partition("\n")[2]
    path.write_text(first + rest, encoding="utf-8")

    (problem,) = content.checked().problems

    assert problem.line == 1
    assert problem.what == "without the schema in the first line, editors cannot check this file"
    assert problem.fix.endswith(f"# yaml-language-server: $schema=../schema/{kind}.schema.json")


def test_a_library_with_gaps_can_be_loaded(content: Content) -> None:
    checked = content.checked()

    assert len(load_library(content.root).exercises) == 10
    assert str(checked.gaps[0]).startswith(
        "content/exercises: there are 10 exercises in all; add 30"
    )


def test_gaps_are_not_looked_for_while_an_exercise_is_broken(content: Content) -> None:
    content.edit(LIZARD, "level: intermediate", "level: medium")

    assert content.checked().gaps == ()


def test_a_folder_without_exercises_is_reported(tmp_path: Path) -> None:
    (problem,) = check_content(tmp_path / "content").problems

    assert problem.file == "content/exercises"
    assert problem.what == "there are no exercises"


def test_good_exercises_are_kept_beside_broken_ones(content: Content) -> None:
    content.edit(LIZARD, "level: intermediate", "level: medium")

    exercises = content.checked().exercises

    assert len(exercises) == 9
    assert "lizard-pose" not in {it.id for it in exercises}


def test_remarks_name_what_is_not_offered_to_everybody(content: Content) -> None:
    remarked = [(Path(it.file).stem, it.what) for it in content.checked().remarks]

    assert ("lizard-pose", "level is intermediate") in remarked
    assert ("thomas-test", "kind is self-check") in remarked
    assert ("dead-bug", "it is done on the floor") in remarked
    assert not {"seated-march", "stand-and-walk", "20-20-20"} & {name for name, _ in remarked}


def test_the_fingerprint_changes_with_the_content(content: Content) -> None:
    before = content.checked().fingerprint
    assert content.checked().fingerprint == before

    content.edit(LIZARD, "seconds: 15", "seconds: 16")
    after = content.checked().fingerprint
    assert after != before

    content.edit("plans/hip-week.yaml", "day: 2", "day: 3")
    assert content.checked().fingerprint not in {before, after}
