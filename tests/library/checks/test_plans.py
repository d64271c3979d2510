"""Rules of plans."""

from functools import partial

import pytest

from tests.library.conftest import Content
from tests.library.seeds import Seed, each

PLAN = "plans/hip-week.yaml"
PlanSeed = partial(Seed, file=PLAN)

SEEDS = {
    "unknown exercise": PlanSeed(
        "[standing-split-stance, seated-march]", "[standing-split, seated-march]",
        "days.1.exercises.1 is standing-split, but there is no such exercise",
        "did you mean standing-split-stance?",
    ),
    "exercise nothing is like": PlanSeed(
        "[chair-side-lunge, stand-and-walk]", "[chair-side-lunge, zzz]", "days.2.exercises.2 is zzz",
        "add zzz.yaml, or remove it",
    ),
    "unknown choice": PlanSeed(
        "[lizard-pose]", "[lizzard-pose]", "choices.1 is lizzard-pose", "did you mean lizard-pose?"
    ),
    "no id at all": PlanSeed(
        "[lizard-pose]", "[Lizard Pose]", 'choices.1 is "Lizard Pose"', "the id of an exercise"
    ),
    "number for an id": PlanSeed(
        "[lizard-pose]", "[20]", "choices.1 is 20", "in quotes"
    ),
    "choice that is planned": PlanSeed(
        "[lizard-pose]", "[stand-and-walk]", "which is already planned for a day", "one of the two"
    ),
    "day left out": PlanSeed("day: 2", "day: 3", "days.2.day is 3", "this one is 2"),
    "days from nothing": PlanSeed("day: 1", "day: 0", "days.1.day is 0", "counted from 1"),
    "day as text": PlanSeed("day: 1", 'day: "1"', 'days.1.day is "1"', "without quotes"),
    "twice a day": PlanSeed(
        "[standing-split-stance, seated-march]", "[seated-march, seated-march]",
        "days.1 names seated-march twice", "once a day",
    ),
    "day of rest": PlanSeed(
        "[chair-side-lunge, stand-and-walk]", "[]", "days.2.exercises is an empty list", "1 to 3 ids"
    ),
    "too many for a day": PlanSeed(
        "[standing-split-stance, seated-march]",
        "[standing-split-stance, seated-march, stand-and-walk, chair-side-lunge]",
        "days.1.exercises has 4 entries", "1 to 3 ids",
    ),
    "self-check on a day": PlanSeed(
        "[chair-side-lunge, stand-and-walk]", "[chair-side-lunge, thomas-test]",
        "days.2.exercises.2 is thomas-test, which is a self-check", "move it to choices",
    ),
    "floor in the first week": PlanSeed(
        "[chair-side-lunge, stand-and-walk]", "[chair-side-lunge, heel-tap]",
        "days.2.exercises.2 is heel-tap, which is done on the floor", "day 6 or later",
    ),
    "source without a year": PlanSeed(
        "    strength: general practice", "    strength: weak", "evidence.1 has no year",
        "write the year", at="source:",
    ),
    "blame": PlanSeed("Spread the two", "You must spread", 'days.1.note says "must"', "the choice"),
    "unknown field of a day": PlanSeed(
        "note: Spread", "notes: Spread", "days.1.notes is not a field", "did you mean note?"
    ),
    "note that promises": PlanSeed(
        "Spread the two over the day", "This cures you", '"cures"', "may ease a stiff feeling"
    ),
    "note without an end": PlanSeed("over the day.", "over the day", "no full stop", "end the sentence"),
    "note with a side": PlanSeed("Spread the two", "Spread the left", 'says "left"', "front foot"),
    "note too long": PlanSeed(
        "Spread the two", f"Spread {'the two and ' * 12}", "characters", "up to 120 characters"
    ),
    "promise in the summary": PlanSeed(
        "gentle work for the hips", "what fixes a stiff back", '"fixes"', "may ease a stiff feeling"
    ),
    "unknown strength": PlanSeed(
        "strength: general practice", "strength: certain", 'evidence.1.strength is "certain"',
        "one of: strong",
    ),
    "date as text": PlanSeed("2026-11-23", '"2026-11-23"', "reviewed is", "without quotes"),
    "id unlike the file": PlanSeed("id: hip-week", "id: hips-week", "but the file is hip-week", "same"),
    "name of another plan": PlanSeed(
        "name: A week of walks", "name: A week for the hips",
        "is already a name in content/plans/hip-week.yaml, line 3", "change or remove",
        file="plans/walks.yaml",
    ),
    "tab": PlanSeed("  - day: 2", "\t- day: 2", "a tab", "use spaces", at="\t- day"),
    "duplicate field": PlanSeed(
        "choices:", "name: Again\nchoices:", "name is already given in line 3", "keep one",
        at="name: Again",
    ),
}  # fmt: skip


@each(SEEDS)
def test_a_fault_of_a_plan_is_named_with_its_line_and_fix(content: Content, seed: Seed) -> None:
    seed.check(content)


def test_a_day_that_is_too_long_is_reported(content: Content) -> None:
    content.edit("stand-and-walk.yaml", "seconds: 120", "seconds: 148")
    content.edit("seated-march.yaml", "seconds: 12", "seconds: 100")
    content.edit("standing-split-stance.yaml", "seconds: 10", "seconds: 80")
    content.edit(PLAN, "[chair-side-lunge, ", "[standing-split-stance, seated-march, ")

    (problem,) = content.checked().problems

    assert str(problem) == (
        f"content/{PLAN}:{content.line(PLAN, 'march, stand')}: the exercises of days.2 take 512 s; "
        "keep them within 480 s: leave one out, or choose a shorter one"
    )


def test_an_empty_field_and_an_unknown_one_are_both_reported(content: Content) -> None:
    content.edit(PLAN, "days:", "days: []\nweeks:")

    found = [(it.line, it.what) for it in content.checked().problems]

    assert found == [
        (content.line(PLAN, "days:"), "days is an empty list"),
        (content.line(PLAN, "weeks:"), "weeks is not a field"),
    ]


@pytest.mark.parametrize("field", ["id", "name", "summary", "days", "cautions", "evidence"])
def test_a_missing_field_of_a_plan_is_reported(content: Content, field: str) -> None:
    content.edit(PLAN, f"\n{field}:", "\nxyz:")

    found = [it.what for it in content.checked().problems]

    assert f"{field} is missing" in found


def test_a_plan_file_with_another_ending_is_reported(content: Content) -> None:
    content.path(PLAN).rename(content.root / "plans" / "hip-week.yml")

    (problem,) = content.checked().problems

    assert str(problem) == (
        "content/plans/hip-week.yml: files with this ending are not read; rename it to hip-week.yaml"
    )


def test_a_plan_may_refer_to_a_file_that_cannot_be_read(content: Content) -> None:
    content.path("seated-march.yaml").write_text("id: [", "utf-8")

    problems = content.checked().problems

    assert {it.file for it in problems} == {"content/exercises/seated-march.yaml"}
