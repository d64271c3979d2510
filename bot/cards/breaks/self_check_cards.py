"""The self-check: an introduction, one side, the other side, and what the results may mean.

Only one person sees these cards. What they observed is in the values of the buttons alone.
"""

from collections.abc import Iterator

from bot.cards.breaks.exercise_in_words import cautions, good_form, length, reasons_not_to
from bot.cards.parts.action_ids import (
    CHECK,
    CHECK_BEGINS,
    CHECK_REMINDS,
    GENTLE_START,
    PLAN_BEGINS,
    SAW,
)
from bot.cards.parts.blocks import (
    Block,
    Card,
    Image,
    actions,
    button,
    card,
    context,
    header,
    note,
    optional_image,
    section,
)
from bot.cards.parts.button_values import Sightings
from bot.cards.parts.safety import urgent
from bot.domain.breaks.self_check import Observation
from bot.domain.exercises.exercise import Exercise, Side, Step
from bot.domain.exercises.plans import Plan
from bot.domain.members import Member
from bot.library.words import Words


def intro(words: Words, check: Exercise) -> Card:
    """Who should skip the check, and what to mind."""
    first = words(
        "*{name}*: {summary}",
        name=words.of(check, "name", check.name),
        summary=words.of(check, "summary", check.summary),
    )
    private = words(
        "It takes about three minutes, lying down. Only you see this, and what you see is kept "
        "nowhere."
    )
    asides = [*reasons_not_to(words, check), cautions(words, check), urgent(words)]
    begin = button(words("Begin with one side"), CHECK_BEGINS, "begin", style="primary")
    blocks = [section(f"{first}\n{private}"), *map(context, asides), actions(begin)]
    return card(blocks, first, private, *asides)


def side(words: Words, check: Exercise, sightings: Sightings, figure: Image | None = None) -> Card:
    """The steps for the first side; for the other once the first has been observed."""
    which = sightings.side
    title = words("The other side") if sightings.seen else words("One side")
    steps = [
        f"{n}. {_step(words, check, step)}" for n, step in enumerate(_steps(check, which), start=1)
    ]
    care, form = cautions(words, check), good_form(words, check)
    question = words("*What did the leg that lay down do?*")
    blocks = [
        header(title),
        context(care),
        section("\n".join(steps)),
        *optional_image(figure),
        context(form),
        section(question),
        actions(*_answers(words, sightings)),
    ]
    return card(blocks, f"{title}.", care, *steps, form, question)


def result(
    words: Words,
    sightings: Sightings,
    gentle: Exercise | None,
    plan: Plan | None,
    *,
    is_nudged: bool,
) -> Card:
    """What each observation may mean, how far to trust it, and what to do next."""
    one, other = (_meaning(words, it) for it in sightings.seen)
    lines = [
        words("*One side:* {meaning}", meaning=one),
        words("*The other side:* {meaning}", meaning=other),
    ]
    trust = words(
        "*How far to trust it:* this is a rough flexibility check; you can't diagnose yourself "
        "with it. At a table's edge and with the pelvis left free to tilt, it found 32 % of stiff "
        "hips and cleared 57 % of the others (Vigotsky and others, 2016, 29 students). The "
        "floor form wasn't tested."
    )
    asides = [
        words("Legs that differ a little are common. If yours bother you, ask a doctor or physio."),
        urgent(words),
    ]
    blocks = [section("\n".join(lines)), section(trust), *map(context, asides)]
    next_steps = list(_next_steps(words, gentle, plan, is_nudged=is_nudged))
    row = [actions(*next_steps)] * bool(next_steps)
    return card([*blocks, *row], *lines, trust, *asides)


def hurt(words: Words) -> Card:
    """The check ends at the first pain, and no exercise follows."""
    lines = [
        words("I'm sorry that it hurt. The check ends here; please don't repeat it."),
        words(
            "If the pain is new, strong or spreading, or doesn't settle, see a doctor or physio."
        ),
    ]
    return card([section(" ".join(lines)), context(urgent(words))], *lines, urgent(words))


def will_remind(words: Words, member: Member) -> Card:
    assert member.recheck_at is not None
    when = words.day_and_time(member.recheck_at, member.zone)
    return note(words("The first nudge after that brings the check up once: {when}.", when=when))


def brought_up(words: Words, offered: Card) -> Card:
    """A nudge that brings up the check again, as the person asked for."""
    line = words("You asked me to bring up the hip check again about now.")
    again = button(words("Check again"), CHECK, "check")
    return Card([*offered.blocks, section(line), actions(again)], f"{offered.text} {line}")


def _next_steps(
    words: Words, gentle: Exercise | None, plan: Plan | None, *, is_nudged: bool
) -> Iterator[Block]:
    if gentle is not None:
        name = words.of(gentle, "name", gentle.name)
        label = words("Try: {exercise}", exercise=name)
        yield button(label, GENTLE_START, "gentle", style="primary")
    if plan is not None:
        label = words("Begin the plan: {plan}", plan=words.of(plan, "name", plan.name))
        yield button(label, f"{PLAN_BEGINS}.{plan.id}", plan.id)
    if is_nudged:
        yield button(words("Remind me in two weeks"), CHECK_REMINDS, "remind")


def _answers(words: Words, sightings: Sightings) -> list[Block]:
    labels = {
        Observation.DOWN: words("It stayed down"),
        Observation.LIFTED: words("The thigh lifted"),
        Observation.BENT: words("The knee bent"),
        Observation.UNSURE: words("Not sure"),
        Observation.HURT: words("It hurt"),
    }
    return [
        button(label, action, sightings.then(it).value)
        for action, (it, label) in zip(SAW, labels.items(), strict=True)
    ]


def _meaning(words: Words, seen: Observation) -> str:
    match seen:
        case Observation.DOWN:
            return words(
                "the leg stayed down. Nothing stood out, though a pelvis that tilts can hide "
                "stiffness."
            )
        case Observation.LIFTED:
            return words(
                "the thigh lifted. The front of that hip may be stiff; it may also be the pelvis, "
                "or how you're built."
            )
        case Observation.BENT:
            return words(
                "the knee bent. That mostly goes with a thigh that lifts: the front of that hip "
                "may be stiff, or the rectus femoris, a muscle along the front of the thigh. "
                "Lying flat, nobody can tell which, and it may be neither."
            )
        case _:
            return words(
                "you were not sure. That's common, and says nothing about your hip either way."
            )


def _steps(check: Exercise, which: Side) -> Iterator[tuple[int, Step]]:
    for stage in check.script:
        if stage.side is which:
            yield stage.step, check.steps[stage.step]


def _step(words: Words, check: Exercise, numbered: tuple[int, Step]) -> str:
    at, step = numbered
    text = words.of(check, f"step/{at + 1}", step.text)
    return f"{text} {length(words, check, step)}" if step.hold else text
