"""Fields of a wrong name, type or size."""

import pytest

from tests.library.conftest import Content
from tests.library.seeds import BUG, KNEELING, Seed, each

SEEDS = {
    "number as text": Seed(
        "hold_s: 20", 'hold_s: "20"', 'dose.hold_s is "20"', "from 1 to 60, without quotes"
    ),
    "text as number": Seed("name: Kneeling hip flexor stretch", "name: 12", "is 12", "in quotes"),
    "boolean as text": Seed("kneeling: true", 'kneeling: "true"', 'is "true"', "without quotes"),
    "boolean as number": Seed("sets: 1", "sets: true", "dose.sets is true", "a whole number"),
    "fraction": Seed("seconds: 10", "seconds: 10.5", "steps.4.seconds is 10.5", "a whole number"),
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
        "hold: true", "holds: true", "steps.3.holds is not a field", "did you mean hold?"
    ),
    "empty value": Seed("summary: S", "summary: #S", "summary is empty", "one honest sentence"),
    "single word for a list": Seed(
        "equipment: [cushion, desk]", "equipment: desk", 'equipment is "desk"', "a list of"
    ),
    "step too short": Seed("seconds: 12", "seconds: 4", "steps.1.seconds is 4", "from 5 to 180"),
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
    "no picture in words": Seed(
        '    alt: "Side view: a person at rest."\n', "", "steps.1.alt is missing",
        "one sentence of up to 160 characters", at="text: Lay",
    ),
    "picture described at length": Seed(
        "a person at rest.", f"a person at rest{' and at rest' * 14}.", "steps.1.alt has",
        "of up to 160 characters", at="and at rest and",
    ),
    "unknown load": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [spine, knee]", 'loads.1 is "spine"',
        "one of: neck, shoulder, wrist, low back, hip, knee, ankle, balance",
    ),
    "one load for a list": Seed(
        "loads: [low back, hip, knee, balance]", "loads: knee", 'loads is "knee"',
        "a list of the body parts it strains",
    ),
    "quiet as text": Seed("quiet: false", 'quiet: "no"', 'quiet is "no"', "without quotes"),
}  # fmt: skip


@each(SEEDS)
def test_a_field_that_does_not_fit_is_named_with_its_line_and_fix(
    content: Content, seed: Seed
) -> None:
    seed.check(content)


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
    assert problem.fix.startswith("write ")
    assert problem.line == 2


@pytest.mark.parametrize("field", ["cautions", "evidence", "cues"])
def test_what_makes_an_exercise_trustworthy_may_not_be_empty(content: Content, field: str) -> None:
    path = content.path(BUG)
    head, _, tail = path.read_text(encoding="utf-8").partition(f"\n{field}:\n")
    rest = tail.partition("\n\n")[2]
    path.write_text(f"{head}\n{field}: []\n\n{rest}", encoding="utf-8")

    (problem,) = content.checked().problems

    assert problem.what == f"{field} is an empty list"
    assert problem.line == content.line(BUG, f"{field}:")
