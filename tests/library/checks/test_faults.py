"""One fault put into good content gives one problem, with its file, its line and its mend."""

from dataclasses import dataclass

import pytest

from tests.library.conftest import Content

KNEELING = "kneeling-hip-flexor-stretch.yaml"
BUG = "dead-bug.yaml"


@dataclass(frozen=True)
class Seed:
    """`old` becomes `new` in `file`; the problem is in the line that holds `at`."""

    old: str
    new: str
    what: str
    mend: str
    at: str = ""
    file: str = KNEELING

    @property
    def place(self) -> str:
        return self.at or self.new.strip().split("\n", maxsplit=1)[0]


SEEDS = {
    # types and limits
    "number as text": Seed(
        "hold_s: 20", 'hold_s: "20"', 'dose.hold_s is "20"', "from 1 to 60, without quotes"
    ),
    "text as number": Seed("name: Kneeling hip flexor stretch", "name: 12", "is 12", "in quotes"),
    "boolean as text": Seed("kneeling: true", 'kneeling: "true"', 'is "true"', "without quotes"),
    "boolean as number": Seed("sets: 2", "sets: true", "dose.sets is true", "a whole number"),
    "fraction": Seed("seconds: 10", "seconds: 10.5", "steps.3.seconds is 10.5", "a whole number"),
    "date as text": Seed("2026-11-22", '"2026-11-22"', "reviewed is", "without quotes"),
    "text as date": Seed(
        "source: general practice", "source: 2026-11-22", "evidence.5.source is", "in quotes"
    ),
    "unknown kind": Seed(
        "kind: stretch", "kind: streching", 'kind is "streching"', "one of: stretch, strength"
    ),
    "unknown muscle": Seed(
        "[hip flexors]", "[psoas]", "primary_muscles.1", "hip flexors, glutes", at="primary_muscles"
    ),
    "unknown field": Seed("level:", "levle:", "levle is not a field", "did you mean level?"),
    "foreign field": Seed("kneeling:", "tempo: 3\nkneeling:", "tempo is not a field", "remove it"),
    "unknown field of a step": Seed(
        "hold: true", "holds: true", "steps.4.holds is not a field", "did you mean hold?"
    ),
    "empty value": Seed("summary: S", "summary: #S", "summary is empty", "one honest sentence"),
    "single word for a list": Seed(
        "equipment: [cushion, desk]", "equipment: desk", 'equipment is "desk"', "a list of"
    ),
    "step too short": Seed("seconds: 12", "seconds: 4", "steps.1.seconds is 4", "from 5 to 300"),
    "step too long to show": Seed(
        "Ease back and rest.", f"Rest {'and rest ' * 20}.", "characters", "at most 140 characters"
    ),
    "id not in kebab case": Seed(
        "regressions: [standing-split-stance, chair-side-lunge]",
        "regressions: [Standing_split]",
        'regressions.1 is "Standing_split"',
        "the id of an easier exercise",
    ),
    "address without https": Seed("https://doi", "http://doi", "evidence.2.url", "https://"),
    # what YAML 1.1 makes of words
    "yes": Seed("kneeling: true", "kneeling: yes", "kneeling is `yes`", "write true or false"),
    "off as a name": Seed(
        "aliases: [hip", "aliases: [off, hip", "aliases.1 is `off`", "quotes if it is a word"
    ),
    "on as a field": Seed("sides: each", "on: true\nsides: each", "`on`", "name of a field"),
    "minutes and seconds": Seed(
        "seconds: 12", "seconds: 1:30", "steps.1.seconds is `1:30`", "a plain whole number"
    ),
    "octal": Seed("seconds: 12", "seconds: 012", "steps.1.seconds is `012`", "a plain whole"),
    "no such day": Seed("2026-11-22", "2026-02-30", "reviewed is `2026-02-30`", "of the calendar"),
    "moment for a day": Seed("2026-11-22", "2026-11-22 10:00:00", "reviewed is", "as 2026-11-22"),
    "alias": Seed(
        "[quadriceps]\nsides", "&x [quadriceps]\nequipment2: *x\nsides", "is an alias", "write the",
        at="equipment2",
    ),
    "tag": Seed("dose: {", "dose: !dose {", "dose has the tag !dose", "remove the tag"),
    # the file as text
    "duplicate field": Seed(
        "sides: each", "sides: each\nname: Again", "name is already given in line 3", "keep one",
        at="name: Again",
    ),
    "duplicate field of a step": Seed(
        "seconds: 10", "seconds: 10\n    seconds: 11", "steps.3.seconds is already", "keep one",
        at="seconds: 11",
    ),
    "tab": Seed("seconds: 10", "seconds:\t10", "a tab", "use spaces"),
    "pasted space": Seed("Tuck first", "Tuck\u00a0first", "U+00A0", "ordinary space"),
    "colon in a text": Seed(
        "- Tuck first, then", "- Note: tuck first: then", "not YAML", "in quotes"
    ),
    "open quotes": Seed("- Tuck first", '- "Tuck first', "not YAML", "close the quotation mark"),
    "wrong indentation": Seed("    seconds: 10", "   seconds: 10", "not YAML", "the indentation"),
    "two in one file": Seed("\nsides:", "\n---\nsides:", "not YAML", "one exercise", at="---"),
    # fields that must agree
    "hold without a dose": Seed(
        "dose: {hold_s: 10, sets: 1}", "dose: {sets: 1}", "dose has no hold_s", "write hold_s",
        at="hold: true", file="thomas-test.yaml",
    ),
    "hold of another length": Seed(
        "seconds: 20", "seconds: 25", "a hold of 25 s, but dose.hold_s is 20", "the same"
    ),
    "hold that repeats": Seed(
        "hold: true", "hold: true\n    reps: 3", "is a hold and has reps", "one or the other",
        at="reps: 3",
    ),
    "fewer holds than sets": Seed("sets: 2", "sets: 3", "2 steps are holds", "for each set"),
    "strength without repeats": Seed(
        "kind: walking", "kind: strength", "dose has no reps", "write reps", at="dose:",
        file="stand-and-walk.yaml",
    ),
    "other repeats than dosed": Seed(
        "    reps: 6", "    reps: 8", "8 reps, but dose has 6", "the same", file=BUG
    ),
    "dosed repeats without a step": Seed(
        "    seconds: 60\n    reps: 6", "    seconds: 60", "0 steps have reps", "write reps: 6",
        at="dose:", file=BUG,
    ),
    "once without sides": Seed(
        "    seconds: 15\n", "    seconds: 15\n    once: true\n", "sides is none", "sides: each",
        at="once: true", file=BUG,
    ),
    "once in the middle": Seed(
        "seconds: 10\n", "seconds: 10\n    once: true # late\n", "after a step for each side",
        "beginning", at="# late",
    ),
    "ends in the position": Seed(
        "  - text: Ease back. Hold your support, press through the front foot and stand up slowly."
        '\n    alt: "Side view: a person at rest."\n    seconds: 12\n',
        "",
        "the last step is still work",
        "safely out of the position",
        at="text: Shift forward",
    ),
    "longer to read than it lasts": Seed(
        "seconds: 12\n    once", "seconds: 5\n    once", "takes 6 s to read and lasts 5", "less",
        at="text: Lay",
    ),
    "longer than a break": Seed(
        "seconds: 120", "seconds: 290", "takes 322 s", "between 30 and 300", at="steps:",
        file="stand-and-walk.yaml",
    ),
    # pictures in words
    "no picture in words": Seed(
        '    alt: "Side view: a person at rest."\n', "", "steps.1.alt is missing",
        "one sentence of up to 160 characters", at="text: Lay",
    ),
    "picture told too long": Seed(
        "a person at rest.", f"a person at rest{' and at rest' * 14}.", "steps.1.alt has",
        "of up to 160 characters", at="and at rest and",
    ),
    "picture without an end": Seed("a person at rest.", "a person", "no full stop", "end the"),
    "picture that promises": Seed(
        "a person at rest", "a back that heals", '"heals"', "may ease a stiff feeling"
    ),
    "work without a side": Seed(
        "the right hip highlighted", "a hip highlighted", "steps.4 works one side, but its alt names none",
        "worked first is the right",
    ),
    "a side where both are prepared": Seed(
        "a person at rest.", "the right hand on a desk.", 'steps.1 is once, but its alt says "right"',
        "what prepares both sides",
    ),
    "right that is no side": Seed(
        "the right hip highlighted", "the right knee at a right angle", 'says "right angle"',
        "for sides of the body",
    ),
    # what an exercise asks of body and place
    "unknown load": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [spine, knee]", 'loads.1 is "spine"',
        "one of: neck, shoulder, wrist, low back, hip, knee, ankle, balance",
    ),
    "one load for a list": Seed(
        "loads: [low back, hip, knee, balance]", "loads: knee", 'loads is "knee"',
        "a list of body parts",
    ),
    "load named twice": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [knee, knee]", "names a part twice", "once"
    ),
    "kneeling without the knee": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [hip]", "loads lacks knee", "add knee"
    ),
    "quiet as text": Seed("quiet: false", 'quiet: "no"', 'quiet is "no"', "without quotes"),
    "quiet away from the desk": Seed(
        "quiet: false", "quiet: true", "quiet is true, but desk is false", "write quiet: false",
        file="stand-and-walk.yaml",
    ),
    "floor at the desk": Seed(
        "desk: false", "desk: true", "on the floor or kneeling", "write desk: false", file=BUG
    ),
    # words
    "a side in a step": Seed("the back knee", "the left knee", 'says "left"', "the back knee"),
    "a side in a cue": Seed("Tuck first", "Right knee first", 'says "Right"', "front foot"),
    "promise of a cure": Seed(
        "may ease a stiff feeling", "cures a stiff back", '"cures"', "may ease a stiff feeling"
    ),
    "promise of relief": Seed(
        "Breathe easily; no", "Relieves pain; no", '"Relieves"', "may ease a stiff feeling"
    ),
    "promise to prevent": Seed(
        "Breathing normally", "Preventing injury", '"Preventing"', "may help you sit less"
    ),
    "sentence without an end": Seed(
        "not a treatment.", "not a treatment", "no full stop", "end the sentence"
    ),
    "phrase with an end": Seed("- late pregnancy", "- late pregnancy.", "like a sentence", "phrase"),
    "markup": Seed("Tuck first", "Tuck *first*", "the sign *", "use words"),
    # between files
    "id unlike the file": Seed(
        "id: kneeling-hip-flexor-stretch", "id: hip-flexor-stretch-2", "but the file is", "same"
    ),
    "alias of another": Seed(
        "[split stance,", "[Psoas-Stretch,", "kneeling-hip-flexor-stretch.yaml, line 4", "remove",
        file="standing-split-stance.yaml",
    ),
    "alias like the name": Seed(
        "[hip flexor stretch,", "[kneeling hip-flexor stretch,", "already a name in this", "remove"
    ),
    "alias like an area": Seed(
        "[hip flexor stretch,", "[hips,", "an everyday word for hips", "a name of its own"
    ),
    "unknown regression": Seed(
        "[standing-split-stance,", "[standing-split,", "no such exercise", "standing-split-stance?"
    ),
    "regressions in a circle": Seed(
        "regressions: []", "regressions: [kneeling-hip-flexor-stretch]",
        "chair-side-lunge → kneeling-hip-flexor-stretch → chair-side-lunge", "remove one",
        file="chair-side-lunge.yaml",
    ),
    "variation on itself": Seed(
        "variation_on: null", "variation_on: dead-bug", "dead-bug → dead-bug", "remove one",
        file=BUG,
    ),
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_fault_is_told_with_its_place_and_mend(content: Content, seed: Seed) -> None:
    content.edit(seed.file, seed.old, seed.new)

    problems = content.checked().problems

    assert [it.file for it in problems] == [f"content/exercises/{seed.file}"], problems
    assert problems[0].line == content.line(seed.file, seed.place), problems
    assert seed.what in problems[0].what
    assert seed.mend in problems[0].mend


@pytest.mark.parametrize(
    "field",
    ["id", "name", "aliases", "level", "position", "kneeling", "quiet", "desk", "loads", "body_area",
     "equipment", "summary", "variation_on", "reviewed"],
)  # fmt: skip
def test_a_missing_field_is_named(content: Content, field: str) -> None:
    path = content.path(KNEELING)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(it for it in lines if not it.startswith(f"{field}:")), encoding="utf-8")

    (problem,) = content.checked().problems

    assert problem.what == f"{field} is missing"
    assert problem.mend.startswith("write ")
    assert problem.line == 2


@pytest.mark.parametrize("field", ["cautions", "evidence", "cues"])
def test_trust_needs_at_least_one(content: Content, field: str) -> None:
    path = content.path(BUG)
    head, _, tail = path.read_text(encoding="utf-8").partition(f"\n{field}:\n")
    rest = tail.partition("\n\n")[2]
    path.write_text(f"{head}\n{field}: []\n\n{rest}", encoding="utf-8")

    (problem,) = content.checked().problems

    assert problem.what == f"{field} is an empty list"
    assert problem.line == content.line(BUG, f"{field}:")


PLAN = "plans/hip-week.yaml"

PLAN_SEEDS = {
    "unknown exercise": Seed(
        "[standing-split-stance, seated-march]", "[standing-split, seated-march]",
        "days.1.exercises.1 is standing-split, and there is no such exercise",
        "did you mean standing-split-stance?",
    ),
    "exercise nothing is like": Seed(
        "[chair-side-lunge, heel-tap]", "[chair-side-lunge, zzz]", "days.2.exercises.2 is zzz",
        "add zzz.yaml, or remove it",
    ),
    "unknown choice": Seed(
        "[lizard-pose]", "[lizzard-pose]", "choices.1 is lizzard-pose", "did you mean lizard-pose?"
    ),
    "no id at all": Seed(
        "[lizard-pose]", "[Lizard Pose]", 'choices.1 is "Lizard Pose"', "the id of an exercise"
    ),
    "number for an id": Seed(
        "[lizard-pose]", "[20]", "choices.1 is 20", "in quotes"
    ),
    "choice that is planned": Seed(
        "[lizard-pose]", "[heel-tap]", "which a day already holds", "one of the two"
    ),
    "day left out": Seed("day: 2", "day: 3", "days.2.day is 3", "this one is 2"),
    "days from nothing": Seed("day: 1", "day: 0", "days.1.day is 0", "counted from 1"),
    "day as text": Seed("day: 1", 'day: "1"', 'days.1.day is "1"', "without quotes"),
    "twice a day": Seed(
        "[standing-split-stance, seated-march]", "[seated-march, seated-march]",
        "days.1 names seated-march twice", "once a day",
    ),
    "day of rest": Seed(
        "[chair-side-lunge, heel-tap]", "[]", "days.2.exercises is an empty list", "1 to 6 ids"
    ),
    "no days": Seed(
        "days:", "days: []\nweeks:", "weeks is not a field", "", at="weeks:"
    ),
    "unknown field of a day": Seed(
        "note: Spread", "notes: Spread", "days.1.notes is not a field", "did you mean note?"
    ),
    "note that promises": Seed(
        "Spread the two over the day", "This cures you", '"cures"', "may ease a stiff feeling"
    ),
    "note without an end": Seed("over the day.", "over the day", "no full stop", "end the sentence"),
    "note with a side": Seed("Spread the two", "Spread the left", 'says "left"', "front foot"),
    "note too long": Seed(
        "Spread the two", f"Spread {'the two and ' * 12}", "characters", "up to 120 characters"
    ),
    "promise in the summary": Seed(
        "may ease a stiff feeling", "fixes a stiff back", '"fixes"', "may ease a stiff feeling"
    ),
    "unknown strength": Seed(
        "strength: general practice", "strength: certain", 'evidence.1.strength is "certain"',
        "one of: strong",
    ),
    "date as text": Seed("2026-11-23", '"2026-11-23"', "reviewed is", "without quotes"),
    "id unlike the file": Seed("id: hip-week", "id: hips-week", "but the file is hip-week", "same"),
    "name of another plan": Seed(
        "name: A week of walks", "name: A week for the hips",
        "is already a name in content/plans/hip-week.yaml, line 3", "remove or change",
        file="plans/walks.yaml",
    ),
    "tab": Seed("  - day: 2", "\t- day: 2", "a tab", "use spaces", at="\t- day"),
    "duplicate field": Seed(
        "choices:", "name: Again\nchoices:", "name is already given in line 3", "keep one",
        at="name: Again",
    ),
}  # fmt: skip


@pytest.mark.parametrize("seed", PLAN_SEEDS.values(), ids=PLAN_SEEDS)
def test_a_fault_of_a_plan_is_told_with_its_place_and_mend(content: Content, seed: Seed) -> None:
    file = PLAN if seed.file == KNEELING else seed.file
    content.edit(file, seed.old, seed.new)

    problems = content.checked().problems

    assert {it.file for it in problems} == {f"content/{file}"}, problems
    found = [it for it in problems if it.line == content.line(file, seed.place)]
    assert any(seed.what in it.what and seed.mend in it.mend for it in found), problems
    assert len(problems) == 1 or seed is PLAN_SEEDS["no days"], problems


@pytest.mark.parametrize("field", ["id", "name", "summary", "days", "cautions", "evidence"])
def test_a_missing_field_of_a_plan_is_named(content: Content, field: str) -> None:
    content.edit(PLAN, f"\n{field}:", "\nxyz:")

    told = [it.what for it in content.checked().problems]

    assert f"{field} is missing" in told


def test_a_plan_file_with_another_ending_is_not_passed_over(content: Content) -> None:
    content.path(PLAN).rename(content.root / "plans" / "hip-week.yml")

    (problem,) = content.checked().problems

    assert str(problem) == (
        "content/plans/hip-week.yml: this file is not read; rename it to hip-week.yaml"
    )


def test_a_broken_exercise_is_no_missing_one_to_a_plan(content: Content) -> None:
    content.path("seated-march.yaml").write_text("id: [", "utf-8")

    problems = content.checked().problems

    assert {it.file for it in problems} == {"content/exercises/seated-march.yaml"}
