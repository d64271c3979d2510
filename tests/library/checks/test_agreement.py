"""Rules between the fields of one exercise."""

from tests.library.conftest import Content
from tests.library.seeds import BUG, EYES, MARCH, WALK, Seed, each

SEEDS = {
    "once without sides": Seed(
        "    seconds: 15\n", "    seconds: 15\n    once: true\n", "sides is none", "sides: each",
        at="once: true", file=BUG,
    ),
    "once in the middle": Seed(
        "seconds: 10\n", "seconds: 10\n    once: true # late\n", "after a step for each side",
        "beginning", at="# late",
    ),
    "nothing to repeat for the other side": Seed(
        "seconds: 10\n\ncues", "seconds: 10\n    once: true\n\ncues", "every step is once",
        "remove once from the steps that work a side", at="steps:", file=WALK,
        before=(
            ("sides: none", "sides: each"), ("seconds: 12\n", "seconds: 12\n    once: true\n"),
            ("seconds: 10\n", "seconds: 10\n    once: true\n"),
            ("seconds: 120\n", "seconds: 120\n    once: true\n"),
        ),
    ),
    "work without a side": Seed(
        "the right hip highlighted", "a hip highlighted",
        "steps.3 works one side, but its alt does not name the right", "which is worked first",
    ),
    "work of the left side": Seed(
        "the right hip highlighted", "the upright trunk, left hip highlighted",
        "does not name the right", "describe the right side",
    ),
    "a side where both are prepared": Seed(
        "a person at rest.", "the right hand on a desk.",
        'steps.1 is once, but its alt says "right"', "without left or right",
    ),
    "a side where there are none": Seed(
        "a person at rest.", "a hand on the left knee.",
        'sides is none, but steps.1.alt says "left"', "write sides: each", file=BUG,
    ),
    "too long for the other side": Seed(
        "the right hip highlighted.",
        f"left foot, left knee, {'a' * 90}; front of the right hip highlighted.",
        "steps.3.alt has 161 characters once left and right are swapped", "160 are the most",
    ),
    "work without a highlight": Seed(
        "the right hip highlighted.", "the right hip.",
        "steps.3 is work, but its alt does not say what is highlighted", "right hip highlighted.",
    ),
    "load named twice": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [knee, knee]", "names a part twice", "once"
    ),
    "kneeling without the knee": Seed(
        "loads: [low back, hip, knee, balance]", "loads: [hip]", "loads lacks knee", "add knee"
    ),
    "quiet away from the desk": Seed(
        "quiet: false", "quiet: true", "quiet is true, but desk is false", "write quiet: false",
        file=WALK,
    ),
    "quiet but standing": Seed(
        "quiet: false", "quiet: true", "quiet is true, but position is standing",
        "getting up draws looks", file="standing-split-stance.yaml",
    ),
    "floor at the desk": Seed(
        "desk: false", "desk: true", "on the floor or kneeling", "write desk: false", file=BUG
    ),
    "seat that may roll": Seed(
        "equipment: [chair without wheels]", "equipment: [chair]",
        'loads the low back without a "chair without wheels"', "add chair without wheels",
        file=MARCH,
    ),
    "steady chair that no step mentions": Seed(
        "Use a chair that cannot roll. Sit away", "Sit away",
        "steps.1 does not say that the chair must not roll", "Use a chair that cannot roll.",
        file=MARCH,
    ),
    "standing strength with nothing easier": Seed(
        "position: seated", "position: standing", "done standing, but regressions is empty",
        "id of an easier exercise", at="regressions:", file=MARCH,
    ),
    "neck in circles": Seed(
        "Blink slowly a few times", "Roll your head slowly",
        'steps.4.text says "Roll", and a neck never goes in circles', "turn, tilt or nod",
        file=EYES, before=(("body_area: eyes", "body_area: neck"),),
    ),
    "disclaimer that people read at the door": Seed(
        "which sitting keeps bent.", "which sitting keeps bent; not a treatment.",
        'the summary says "not a treatment", which people read when they join',
        "say what the exercise does", at="summary:",
    ),
    "stop sign that the card has": Seed(
        "Shoulder pain means the arms", "Numbness means the arms",
        'cautions.4 says "Numbness", which its card says already', "special to this exercise",
    ),
    "source without a year": Seed(
        "    year: 2021\n", "", "evidence.1 has no year", "strength: general practice",
        at="source: American College",
    ),
}  # fmt: skip


@each(SEEDS)
def test_fields_that_disagree_are_named_with_their_line_and_fix(
    content: Content, seed: Seed
) -> None:
    seed.check(content)
