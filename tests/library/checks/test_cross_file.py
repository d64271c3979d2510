"""Rules between exercise files: names and references."""

from tests.library.conftest import Content
from tests.library.seeds import BUG, Seed, each

SEEDS = {
    "id unlike the file": Seed(
        "id: kneeling-hip-flexor-stretch", "id: hip-flexor-stretch-2", "but the file is", "same"
    ),
    "alias of another": Seed(
        "[split stance,", "[Psoas-Stretch,", "kneeling-hip-flexor-stretch.yaml, line 4", "change or remove",
        file="standing-split-stance.yaml",
    ),
    "alias like the name": Seed(
        "[hip flexor stretch,", "[kneeling hip-flexor stretch,", "already a name in this", "remove"
    ),
    "alias like an area": Seed(
        "[hip flexor stretch,", "[hips,", "an everyday word for hips", "choose another name"
    ),
    "unknown regression": Seed(
        "[standing-split-stance,", "[standing-split,", "no such exercise", "standing-split-stance?"
    ),
    "regressions in a cycle": Seed(
        "regressions: []", "regressions: [kneeling-hip-flexor-stretch]",
        "chair-side-lunge → kneeling-hip-flexor-stretch → chair-side-lunge", "remove one",
        file="chair-side-lunge.yaml",
    ),
    "variation on itself": Seed(
        "variation_on: null", "variation_on: dead-bug", "dead-bug → dead-bug", "remove one",
        file=BUG,
    ),
    "stuck on the floor": Seed(
        "regressions: [seated-march]", "regressions: []",
        "it is done on the floor, and so are all of its regressions", "seated or standing",
        file="heel-tap.yaml",
    ),
}  # fmt: skip


@each(SEEDS)
def test_files_that_disagree_are_named_with_their_line_and_fix(
    content: Content, seed: Seed
) -> None:
    seed.check(content)


def test_an_easier_form_of_an_easier_form_may_leave_the_floor(content: Content) -> None:
    content.edit("dead-bug.yaml", "[heel-tap, seated-march]", "[heel-tap]")

    assert content.checked().problems == ()


def test_every_exercise_without_a_way_off_the_floor_is_reported(content: Content) -> None:
    content.edit("dead-bug.yaml", "[heel-tap, seated-march]", "[heel-tap]")
    content.edit("heel-tap.yaml", "[seated-march]", "[]")

    files = [it.file for it in content.checked().problems]

    assert files == ["content/exercises/dead-bug.yaml", "content/exercises/heel-tap.yaml"]
