"""Each fault in a figure file is reported with its file, its line and a fix."""

from dataclasses import dataclass

import pytest

from tests.figures.conftest import Draft


@dataclass(frozen=True)
class Seed:
    """Replaces `old` by `new`; the problem is in the line that contains `at`."""

    old: str
    new: str
    what: str
    fix: str
    at: str = ""

    @property
    def place(self) -> str:
        return self.at or self.new.strip().split("\n", maxsplit=1)[0]


SEEDS = {
    "unknown person": Seed("person: dina", "person: dora", 'person is "dora"', "one of: ana, ben"),
    "unknown field": Seed("view: side", "veiw: side", "veiw is not a field", "did you mean view?"),
    "unknown view": Seed("view: side", "view: above", 'view is "above"', "side, front"),
    "unknown prop": Seed("{kind: chair}", "{kind: sofa}", 'props.1.kind is "sofa"', "one of: mat"),
    "number as text": Seed(
        "forward: 110", 'forward: "110"', "keys.lift.right_leg.hip.forward is", "degrees swung"
    ),
    "angle too wide": Seed("forward: 110", "forward: 400", "forward is 400", "-180 to 180"),
    "bend too far": Seed("bend: 92", "bend: 170", "right_leg.bend is 170", "from -5 to 160"),
    "number in another notation": Seed("bend: 92", "bend: .5", "is `.5`", "plain number"),
    "field of another form of the limb": Seed(
        "{foot: [0.42, 0.1]}", "{foot: [0.42, 0.1], bend: 3}", "legs.bend is not a field", "heel"
    ),
    "unknown place": Seed("{hand: lap}", "{hand: lep}", 'arms.hand is "lep"', "one of: lap, knee"),
    "unknown muscle": Seed(
        "[right hip flexor]", "[hip flexor]", "muscles.1 is", "neck back", "alternate"
    ),
    "unknown joint": Seed("right knee", "right nee", "arrows.1.of is", "one of: head", "nee"),
    "unknown key": Seed(
        "show: lift, from: sit, alt", "show: lif, from: sit, alt", "not a key", "sit"
    ),
    "unknown start": Seed(
        "from: sit, arrows", "from: stand, arrows", "not a key", "one of: sit, lift"
    ),
    "unknown base": Seed("base: sit", "base: chair", 'no key above is named "chair"', "sit"),
    "unused key": Seed(
        "steps:", "  wave:\n    base: sit\nsteps:", "no step shows keys.wave", "remove it", "wave:"
    ),
    "rests on nothing": Seed("rests: chair", "rests: bench", "there is no bench", "into props"),
    "looks at nothing": Seed(
        "  - show: sit\n", "  - {show: sit, gaze: window}\n", "there is no window", "into props"
    ),
    "id of another exercise": Seed("id: seated-march", "id: march", 'id is "march"', "seated-march"),
    "missing step": Seed(
        "  - {show: lift, from: sit, arrows: [{of: right knee, go: up}]}\n", "",
        "there are 4 steps, but the exercise has 5", "one entry for each step", "steps:",
    ),
    "reps without a start": Seed(
        "show: lift, from: sit, arrows", "show: lift, arrows", "has reps, but no key", "write from"
    ),
    "arrow without a direction": Seed(
        "- show: sit\n  - {show: lift, from: sit, arr",
        "- {show: sit, arrows: [{of: head}]}\n  - {show: lift, from: sit, arr",
        "no direction", "write go", "of: head",
    ),
    "another view than in the alt": Seed(
        "  - show: sit\n", "  - {show: sit, view: front}\n",
        'the alt of steps.1 says "side view", but the view is at 90°', "change the view",
    ),
    "alternates without reps": Seed(
        "  - show: sit\n", "  - {show: sit, alternate: true}\n", "alternates", "remove alternate"
    ),
}  # fmt: skip


def test_the_draft_has_no_problems(draft: Draft) -> None:
    assert draft.checked().problems == ()
    assert list(draft.checked().figures) == ["seated-march"]


@pytest.mark.parametrize("name", SEEDS)
def test_a_fault_is_reported_with_its_line_and_a_fix(draft: Draft, name: str) -> None:
    seed = SEEDS[name]
    draft.edit(seed.old, seed.new)

    (problem,) = draft.checked().problems

    assert problem.file == "content/figures/seated-march.yaml"
    assert problem.line == draft.line(seed.place), str(problem)
    assert seed.what in problem.what, str(problem)
    assert seed.fix in problem.fix, str(problem)


def test_an_exercise_without_a_figure_is_reported(draft: Draft) -> None:
    draft.path.unlink()

    checked = draft.checked()

    assert checked.problems == ()
    assert [it.file for it in checked.missing] == ["content/figures/seated-march.yaml"]
