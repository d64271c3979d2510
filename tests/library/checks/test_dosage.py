"""Rules about doses, steps and how long they take."""

from tests.library.conftest import Content
from tests.library.seeds import BUG, EYES, WALK, Seed, each

HOLD = """\
  - text: Hold once more and breathe.
    alt: "Side view: the hip highlighted."
    seconds: 20
    hold: true
"""

SEEDS = {
    "hold without a dose": Seed(
        "dose: {hold_s: 10, sets: 1}", "dose: {sets: 1}", "dose has no hold_s", "write hold_s",
        at="hold: true", file="thomas-test.yaml",
    ),
    "hold of another length": Seed(
        "seconds: 20", "seconds: 25", "a hold of 25 s, but dose.hold_s is 20", "the same"
    ),
    "hold that repeats": Seed(
        "hold: true", "hold: true\n    reps: 3", "steps.3 is a hold and has reps", "keep one",
        at="reps: 3",
    ),
    "fewer holds than sets": Seed(
        "sets: 1", "sets: 2", "dose.sets is 2, but 1 step has hold: true", "for each set"
    ),
    "strength without repeats": Seed(
        "kind: walking", "kind: strength", "dose has no reps", "write reps", at="dose:", file=WALK
    ),
    "stretch without a hold": Seed(
        "kind: walking", "kind: stretch", "kind is stretch, but dose has no hold_s", "from 10 to 30",
        at="dose:", file=WALK,
    ),
    "mobility without a dose": Seed(
        "kind: walking", "kind: mobility", "neither hold_s nor reps", "one of the two", at="dose:",
        file=WALK,
    ),
    "other repeats than dosed": Seed(
        "    reps: 6", "    reps: 8", "8 reps, but dose has 6", "the same", file=BUG
    ),
    "dosed repeats without a step": Seed(
        "    seconds: 60\n    reps: 6", "    seconds: 60",
        "dose.sets is 1, but no step has reps", "write reps: 6", at="dose:", file=BUG,
    ),
    "stretch held too briefly": Seed(
        "hold_s: 20", "hold_s: 9", "dose.hold_s is 9", "hold a stretch for 10 to 30 s",
        before=(
            ("Tuck your tailbone under. ", ""), (" at the front of the back hip", ""),
            ("seconds: 20", "seconds: 9"),
        ),
    ),
    "stretch held too long": Seed(
        "hold_s: 20", "hold_s: 31", "dose.hold_s is 31", "hold a stretch for 10 to 30 s",
        before=(("seconds: 20", "seconds: 31"),),
    ),
    "stretched too much": Seed(
        "sets: 1", "sets: 4", "the holds add up to 80 s a side", "within 60 s",
        before=(
            ("sides: each", "sides: none"), ("\n    once: true", ""), ("the right hip", "the hip"),
            ("  - text: Ease back", f"{HOLD * 3}  - text: Ease back"),
        ),
    ),
    "begins with work": Seed(
        "    seconds: 12\n", "    seconds: 12\n    reps: 4\n",
        "the first step is already work", "gets the person into position", at="text: Stand up",
        file=WALK, before=(("dose: {", "dose: {reps: 4, "),),
    ),
    "ends in the position": Seed(
        "  - text: Ease back and rest. Hold your support and stand up slowly.\n"
        '    alt: "Side view: a person at rest."\n    seconds: 10\n',
        "", "the last step is still work", "safely out of the position", at="text: Tuck",
    ),
    "longer to read than it lasts": Seed(
        "seconds: 12\n    once", "seconds: 5\n    once",
        "steps.1 takes 6 s to read and lasts 5 s", "or give it 9 seconds", at="text: Lay",
    ),
    "no time to move": Seed(
        "seconds: 12\n    once", "seconds: 8\n    once",
        "steps.1 takes 6 s to read and lasts 8 s", "write less", at="text: Lay",
    ),
    "longer than a break": Seed(
        "seconds: 120", "seconds: 149", "the exercise lasts 181 s",
        "a break takes 60 to 180 s: shorten or remove a step", at="steps:", file=WALK,
    ),
    "shorter than a break": Seed(
        "seconds: 120", "seconds: 27", "the exercise lasts 59 s",
        "a break takes 60 to 180 s: lengthen a hold or add a step", at="steps:", file=WALK,
    ),
    "shorter than a break for the eyes": Seed(
        "seconds: 20", "seconds: 10", "the exercise lasts 36 s",
        "a break for the eyes takes 40 to 180 s", at="steps:", file=EYES,
        before=(("hold_s: 20", "hold_s: 10"),),
    ),
    "too many clicks": Seed(
        "    seconds: 12\n    once: true", "    seconds: 12",
        "the exercise has 8 screens for both sides", "a break has 7 at most", at="steps:",
    ),
}  # fmt: skip


@each(SEEDS)
def test_a_dose_or_time_that_is_off_is_named_with_its_line_and_fix(
    content: Content, seed: Seed
) -> None:
    seed.check(content)
