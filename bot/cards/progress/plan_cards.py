"""Plans: the choice, and the progress of the plan that a person follows."""

from collections.abc import Mapping, Sequence

from bot.cards.parts.action_ids import HOME, PLAN_BEGINS, PLAN_NEXT, PLAN_STOPS, PLANS
from bot.cards.parts.blocks import (
    Block,
    Card,
    View,
    actions,
    button,
    card,
    confirm,
    context,
    header,
    home,
    note,
    section,
)
from bot.cards.parts.safety import disclaimer
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.plan_progress import PlanProgress, PlanTask, is_through, next_task
from bot.domain.exercises.plans import Plan
from bot.library.words import Words

PAGE = "plan"
"""The page of Home with a person's plan, which clicks on the choice of plans come back to."""


def choice(words: Words, plans: Sequence[Plan]) -> Card:
    first = _what_plans_are(words)
    blocks: list[Block] = [section(first)]
    spoken = [first]
    for plan in plans:
        line = f"{_named(words, plan)}\n{words.of(plan, 'summary', plan.summary)}"
        days = words.many("{n} workday.", "{n} workdays.", len(plan.days))
        begin = button(
            words("Begin"),
            f"{PLAN_BEGINS}.{plan.id}",
            plan.id,
            spoken=words("Begin the plan {name}", name=words.of(plan, "name", plan.name)),
        )
        blocks.append(section(f"{line} {days}", begin))
        spoken.append(f"{line} {days}")
    return card([*blocks, context(disclaimer(words))], *spoken, disclaimer(words))


def choice_home(words: Words, plans: Sequence[Plan]) -> View:
    back = actions(button(words("Back to overview"), HOME, "home"))
    return home([header(words("Plans")), back, *choice(words, plans).blocks], metadata=PAGE)


def at_home(words: Words, now: PlanProgress | None) -> list[Block]:
    """The part of Home about the plan a person follows; without one, an invitation."""
    if now is None:
        see = button(words("See the plans"), PLANS, "plans")
        return [section(_what_plans_are(words), see)]
    lines = [news(words, now)]
    following = next_task(now.tasks, ())
    if following is not None:
        name = words.of(following, "name", following.name)
        lines.append(words("Next: *{exercise}*.", exercise=name))
    return [section(" ".join(lines)), context(_ahead(words, now)), actions(*_buttons(words, now))]


def status(words: Words, now: PlanProgress, exercises: Mapping[str, Exercise]) -> Card:
    """The plan a person follows: today's exercises, and buttons to go on or stop."""
    plan, run = now.plan, now.run
    title = words(
        "{plan}, day {day} of {days}", plan=_named(words, plan), day=run.day, days=len(plan.days)
    )
    lines = [_task(words, task, exercises) for task in now.tasks]
    day = plan.days[run.day - 1]
    notes = [words.of(plan, f"day/{run.day}/note", day.note)] if day.note else []
    ahead = _ahead(words, now)
    cautions = " ".join(
        words.of(plan, f"caution/{n}", it) for n, it in enumerate(plan.cautions, start=1)
    )
    asides = [*notes, ahead, *_choices(words, plan, exercises), cautions]
    blocks = [
        section("\n".join([title, *lines])),
        *map(context, asides),
        actions(*_buttons(words, now)),
    ]
    return card(blocks, f"{title}.", *(f"{line}." for line in lines), *asides)


def stopped(words: Words) -> Card:
    return note(
        words("No plan any more. Nudges choose freely again; `/stretch plan` brings one back.")
    )


def news(words: Words, now: PlanProgress) -> str:
    """The progress of the plan in one sentence."""
    done = sum(it.is_done for it in now.tasks)
    name = words.of(now.plan, "name", now.plan.name)
    if is_through(now.run, now.plan) and done == len(now.tasks):
        return words(
            "*{plan}* is done, all {n} days. Well kept up!", plan=name, n=len(now.plan.days)
        )
    return words(
        "*{plan}*, day {day}: {done} of {all} done.",
        plan=name,
        day=now.run.day,
        done=done,
        all=len(now.tasks),
    )


def _what_plans_are(words: Words) -> str:
    return words("A plan picks your stretches for a few workdays.")


def _named(words: Words, plan: Plan) -> str:
    return f"*{words.of(plan, 'name', plan.name)}*"


def _task(words: Words, task: PlanTask, exercises: Mapping[str, Exercise]) -> str:
    planned = exercises[task.planned_id]
    name = words.of(planned, "name", planned.name)
    if task.is_done:
        return words("• Done: {exercise}", exercise=name)
    if task.exercise is None:
        return words("• Left out, as your settings say: {exercise}", exercise=name)
    if task.exercise.id != planned.id:
        instead = words.of(task.exercise, "name", task.exercise.name)
        return words("• {easier}, which stands in for {exercise}", easier=instead, exercise=name)
    return f"• {name}"


def _ahead(words: Words, now: PlanProgress) -> str:
    if is_through(now.run, now.plan):
        return words("This is the last day. Tomorrow the nudges choose freely again.")
    if next_task(now.tasks, ()) is None:
        return words("That's all for today. The next day comes on your next workday.")
    return words("Your nudges bring these, one by one. Nothing is owed: a day off changes nothing.")


def _choices(words: Words, plan: Plan, exercises: Mapping[str, Exercise]) -> list[str]:
    """Exercises of the plan that come only if the person asks for them by name."""
    names = [words.of(exercises[it], "name", exercises[it].name) for it in plan.choices]
    if not names:
        return []
    asked = ", ".join(f"`/stretch {it.lower()}`" for it in names)
    return [words("By your own choice: {commands}.", commands=asked)]


def _buttons(words: Words, now: PlanProgress) -> list[Block]:
    stop = {
        **button(words("Stop the plan"), PLAN_STOPS, "stop"),
        "confirm": confirm(
            words("Stop the plan?"),
            words("You can begin it again any time, from day 1."),
            words("Stop it"),
            words("Go on"),
        ),
    }
    if next_task(now.tasks, ()) is None:
        return [stop]
    next_button = button(words("Next exercise now"), PLAN_NEXT, "next", style="primary")
    return [next_button, stop]
