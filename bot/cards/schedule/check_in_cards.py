"""The check-in, whether nudges still fit: the question, a new pace, and its undo."""

from bot.cards.parts.action_ids import (
    FEWER,
    FIT_FEWER,
    FIT_FINE,
    FIT_TODAY,
    MORE,
    OPEN_SETTINGS,
    REPACE,
)
from bot.cards.parts.blocks import Block, Card, actions, button, card, context, note, section
from bot.cards.parts.button_values import NudgeRef, PaceRef
from bot.cards.parts.quoting import quoted
from bot.cards.schedule.hours_in_words import SAMPLE_TIMES, pace, times
from bot.cards.schedule.next_nudge import next_nudge
from bot.domain.breaks.nudges import Nudge
from bot.domain.members import Member
from bot.domain.phrases.fixed_times import APART, MOST, Wrong, WrongTimes
from bot.domain.schedule.rhythms import Need, Paced, PaceStep
from bot.domain.settings.preferences import Preferences
from bot.library.words import Words


def question(words: Words, offered: Card, nudge: Nudge) -> Card:
    """A nudge after several unanswered ones: the exercise as usual, and one question."""
    line = words("Bad timing lately? I can change something.")
    kept = words("I won't ask again this week.")
    value = NudgeRef(nudge.id).value
    answers = actions(
        button(words("Fewer nudges"), FIT_FEWER, value),
        button(words("Other hours"), OPEN_SETTINGS, "settings"),
        button(words("Pause for today"), FIT_TODAY, value),
        button(words("All good"), FIT_FINE, value),
    )
    blocks = [*offered.blocks, section(line), answers, context(kept)]
    return Card(blocks, f"{offered.text} {line} {kept}")


def answered(drawn: Card, answer: Card) -> Card:
    """The card without its question, and the answer to the click."""
    return Card([*drawn.blocks, *answer.blocks], f"{drawn.text} {answer.text}")


def also_for(words: Words, offered: Card, needs: frozenset[Need]) -> Card:
    """Adds a line to a nudge that serves several rhythms: what else it is for."""
    lines = []
    if {Need.WALK, Need.STRETCH} <= needs:
        lines.append(words("This counts as your stretch, too."))
    if Need.EYES in needs and len(needs) > 1:
        lines.append(words("Let your eyes rest on something far away meanwhile."))
    if not lines:
        return offered
    line = " ".join(lines)
    first, *rest = offered.blocks
    return Card([first, context(line), *rest], f"{offered.text} {line}")


def fine(words: Words) -> Card:
    return note(words("Great, I'll carry on."))


def repaced(words: Words, member: Member, before: Preferences) -> Card:
    """The new pace, and a button that restores the one of `before`."""
    lines = [words("Changed."), *_pace(words, member), *next_nudge(words, member)]
    now, then = Paced.of(member.preferences), Paced.of(before)
    undo = button(_undo_label(words, now, then), REPACE, PaceRef(then).value)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def _undo_label(words: Words, now: Paced, then: Paced) -> str:
    if now.fixed_times != then.fixed_times:
        return words("Undo")
    return words("More again") if _minutes(now) > _minutes(then) else words("Fewer again")


def no_further(words: Words, member: Member, step: PaceStep) -> Card:
    """The pace is at its limit."""
    now = _pace(words, member)
    if member.preferences.fixed_times:
        return fixed_times(words, member)
    if step is PaceStep.MORE:
        return note(" ".join([*now, words("That's as often as I nudge.")]))
    return note(" ".join([*now, words("Fewer than that don't fit into your hours.")]))


def fixed_times(words: Words, member: Member) -> Card:
    """The fixed times, if any, and how to change them."""
    now = _pace(words, member)
    how = words("`/stretch times 10:00 12:30 15:00` sets times.")
    if member.preferences.fixed_times:
        how = words("`/stretch times 9:30 14:00` sets other ones, `/stretch times off` ends them.")
    return note(" ".join([*now, how]))


def wrong_times(words: Words, wrong: WrongTimes) -> str:
    """What is wrong with the times that were typed."""
    match wrong.why:
        case Wrong.UNKNOWN:
            return words(
                "I didn't understand “{word}”. Write times such as {times}.",
                word=quoted(wrong.word),
                times=times(words, SAMPLE_TIMES),
            )
        case Wrong.TOO_MANY:
            return words.many("At most {n} time a day.", "At most {n} times a day.", MOST)
        case Wrong.TOO_CLOSE:
            return words.many(
                "{time} is too close to the one before: leave {n} minute at least.",
                "{time} is too close to the one before: leave {n} minutes at least.",
                APART,
                time=times(words, (wrong.at,)),
            )
        case Wrong.OUTSIDE:
            return words("{time} is outside your working hours.", time=times(words, (wrong.at,)))


def times_refused(words: Words, wrong: WrongTimes) -> Card:
    return note(wrong_times(words, wrong))


def _pace(words: Words, member: Member) -> list[str]:
    return [f"{line}." for line in pace(words, member.preferences)]


def _minutes(paced: Paced) -> int:
    """A sum to compare paces by: the higher, the fewer nudges."""
    return paced.rhythm.min_minutes + (paced.eyes_minutes or 0) + (paced.walk_minutes or 0)


def step_buttons(words: Words) -> list[Block]:
    return [
        button(words("Fewer nudges"), FEWER, PaceStep.FEWER.value),
        button(words("More nudges"), MORE, PaceStep.MORE.value),
    ]
