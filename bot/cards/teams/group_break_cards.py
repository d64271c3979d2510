"""Group breaks: the card in the channel, and the answers that one person sees.

The card names nobody except its host.
"""

from datetime import datetime

from bot.cards.breaks.exercise_in_words import cautions, description, good_form, length, place
from bot.cards.parts.action_ids import TOGETHER_BACK, TOGETHER_JOIN, TOGETHER_LEAVE, TOGETHER_OFF
from bot.cards.parts.blocks import (
    Block,
    Card,
    Image,
    actions,
    button,
    card,
    confirm,
    context,
    note,
    optional_image,
    section,
)
from bot.cards.parts.common_buttons import stretch_button
from bot.cards.parts.quoting import quoted
from bot.domain.calendar.work_week import local_date
from bot.domain.exercises.exercise import Exercise
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.together_command import Misread
from bot.domain.teams.group_breaks import GroupBreak, GroupBreakState
from bot.library.words import Words


def shown(
    words: Words,
    group_break: GroupBreak,
    exercise: Exercise,
    people: int,
    at: datetime,
    figure: Image | None = None,
) -> Card:
    """The card in the channel, in the current state of the group break."""
    match group_break.state:
        case GroupBreakState.CALLED:
            return called(words, group_break, exercise, people, at, figure)
        case GroupBreakState.RUNNING:
            return step(words, group_break, exercise, people, figure)
        case _:
            return ended(words, group_break, exercise, people)


def called(
    words: Words,
    group_break: GroupBreak,
    exercise: Exercise,
    people: int,
    at: datetime,
    figure: Image | None = None,
) -> Card:
    """The invitation: the exercise, the start, and how many have joined."""
    if group_break.daily:
        first = words("*The daily break together.*")
    elif group_break.host is None:
        first = words("*A break together.*")
    else:
        first = words(
            "*A break together.* <@{host}> invites everybody here.", host=group_break.host
        )
    what, *asides = description(words, exercise)
    starts = words("*It starts at {time}.*", time=_start_time(words, group_break, at))
    count = _count(words, people)
    blocks = [
        section(f"{first}\n{what}"),
        *optional_image(figure),
        *map(context, asides),
        section(f"{starts} {count}"),
        actions(
            _join_button(words("Join"), group_break, style="primary"),
            _off_button(words, group_break),
        ),
    ]
    return card(blocks, first, starts, count, what, *asides)


def step(
    words: Words,
    group_break: GroupBreak,
    exercise: Exercise,
    people: int,
    figure: Image | None = None,
) -> Card:
    """The step that everybody is at."""
    here = exercise.script[group_break.stage]
    now = exercise.steps[here.step]
    title = words(
        "*{name}, together*: {place}",
        name=words.of(exercise, "name", exercise.name),
        place=place(words, [it.side for it in exercise.script], group_break.stage),
    )
    text = words.of(exercise, f"step/{here.step + 1}", now.text)
    asides = [length(words, exercise, now)]
    if group_break.stage == 0:
        asides.append(cautions(words, exercise))
    elif now.moves and exercise.cues:
        asides.append(good_form(words, exercise))
    asides.append(_count(words, people))
    blocks = [
        section(f"{title}\n{text}"),
        *optional_image(figure),
        *map(context, asides),
        actions(_join_button(words("Join in"), group_break), _off_button(words, group_break)),
    ]
    return card(blocks, f"{title}.", text, *asides)


def ended(words: Words, group_break: GroupBreak, exercise: Exercise, people: int) -> Card:
    """The one line that stays."""
    name = words.of(exercise, "name", exercise.name)
    match group_break.state:
        case GroupBreakState.RESTED:
            return _rested(words, name)
        case GroupBreakState.DONE | GroupBreakState.STOPPED if people and group_break.counts:
            return note(
                words.many(
                    "*{n} person took this break: {name}.* Well done.",
                    "*{n} people took a break together: {name}.* Well done.",
                    people,
                    name=name,
                )
            )
        case GroupBreakState.DONE:
            return note(
                words("Nobody made it to *{name}*. `/stretch together` starts another.", name=name)
            )
        case GroupBreakState.MISSED:
            return note(
                words(
                    "I wasn't there when this one was to begin, and I'm sorry. "
                    "`/stretch together` calls for another."
                )
            )
        case _:
            return note(
                words("This break together was called off. `/stretch together` calls for another.")
            )


def _rested(words: Words, name: str) -> Card:
    line = words(
        "*{name}* has passed. Nobody had a moment for the daily break lately, and that's fine: it "
        "rests until somebody wants it back.",
        name=name,
    )
    resume = button(words("Bring it back"), TOGETHER_BACK, "back")
    return card([section(line), actions(resume)], line)


def posted(words: Words, group_break: GroupBreak, at: datetime) -> Card:
    """For the host, once the card is in the channel."""
    line = words(
        "Your invitation is in the channel. It starts at {time}. Will you join it yourself?",
        time=_start_time(words, group_break, at),
    )
    buttons = actions(
        _join_button(words("Join"), group_break, style="primary"), _off_button(words, group_break)
    )
    return card([section(line), buttons], line)


def already_called(words: Words, group_break: GroupBreak, at: datetime) -> Card:
    """For somebody who calls for a second one: a channel has one at a time."""
    if group_break.state is GroupBreakState.RUNNING:
        line = words("A break together is under way in this channel. Join in, if you like.")
    else:
        line = words(
            "There's a break together in this channel already. It starts at {time}. "
            "Join it, if you like.",
            time=_start_time(words, group_break, at),
        )
    return card(
        [section(line), actions(_join_button(words("Join"), group_break, style="primary"))], line
    )


def joined(
    words: Words,
    group_break: GroupBreak,
    at: datetime,
    *,
    already: bool = False,
    nudged: bool = True,
) -> Card:
    """`nudged`: the person has joined Limber, too."""
    first = words("*You're in already.*") if already else words("*You're in.*")
    if group_break.state is GroupBreakState.RUNNING:
        then = words("It's under way: follow the card above.")
    else:
        then = words(
            "It starts at {time}, on the card above.", time=_start_time(words, group_break, at)
        )
    asides = [words("Nobody here sees who joins, only how many.")]
    if not nudged:
        asides.append(words("Nothing else comes of it: no nudges, unless you ask for them."))
    out = button(words("Count me out"), TOGETHER_LEAVE, group_break.id)
    return card(
        [section(f"{first} {then}"), *map(context, asides), actions(out)], first, then, *asides
    )


def left(words: Words, group_break: GroupBreak) -> Card:
    line = words("You're out of it, and nobody is told.")
    return card([section(line), actions(_join_button(words("Join again"), group_break))], line)


def over(words: Words, *, took_part: bool = False) -> Card:
    """For a click on the card of a group break that has ended."""
    if took_part:
        return note(words("This one is over, and it counts for you. Thank you for being there."))
    line = words("This one is over already. There's a break of your own any time.")
    return card([section(line), actions(stretch_button(words))], line)


def gone(words: Words) -> Card:
    """For a click on a card that Limber no longer stores."""
    return note(words("This card is from long ago. `/stretch together` calls for a new one."))


def called_off(words: Words) -> Card:
    return note(words("It's called off. The card says so in a moment."))


def not_yours(words: Words, group_break: GroupBreak) -> Card:
    """For somebody who may not call it off."""
    if group_break.daily:
        return note(
            words("Somebody in the team can call this one off, or an admin of this workspace.")
        )
    return note(words("Only the person who called for this one, or an admin, can call it off."))


def nothing_on(words: Words) -> Card:
    return note(
        words("No break together is planned in this channel. `/stretch together` calls for one.")
    )


def back(words: Words, starts: datetime, zone: str) -> Card:
    return note(words("The daily break is back: {when}.", when=words.day_and_time(starts, zone)))


def not_back(words: Words) -> Card:
    """There is no team, it has no time for a daily break, or the person is not in it."""
    return note(words("Somebody in the team can bring it back, where the team has a time for it."))


def daily_is_the_teams(words: Words) -> Card:
    return note(
        words(
            "A break on every workday is a matter for the team: `/stretch team settings` has the "
            "time for it. `/stretch together` calls for one today."
        )
    )


def unclear(words: Words, misread: Misread) -> Card:
    """The time could not be read."""
    examples = words(
        "Try `/stretch together in 10m`, `/stretch together at 14:00` or "
        "`/stretch together neck tilt in 5m`."
    )
    typed = quoted(misread.typed)
    match misread.why:
        case Unreadable.TOO_FAR:
            line = words("A break together can be called for a day ahead, and no longer.")
        case Unreadable.PAST:
            line = words("“{typed}” is over already.", typed=typed)
        case Unreadable.VAGUE:
            line = words("“{typed}” could be more than one time.", typed=typed)
        case _:
            line = words("I didn't understand “{typed}” as a time.", typed=typed)
    return note(f"{line} {examples}")


def only_alone(words: Words) -> Card:
    """For the self-check, which is private."""
    return note(words("That's a check for one person, in private: `/stretch check` brings it."))


def nothing_for_a_group(words: Words, asked: str) -> Card:
    return note(
        words(
            "I have nothing for “{asked}” that suits a whole group. `/stretch together` alone "
            "picks something that does.",
            asked=quoted(asked),
        )
    )


def not_here(words: Words) -> Card:
    """For a direct message."""
    return note(
        words("A break together needs others: type `/stretch together` in a channel I'm in.")
    )


def not_in_channel(words: Words) -> Card:
    return note(
        words("I'm not in this channel yet. `/invite @Limber` brings me in; then try again.")
    )


def not_posted(words: Words) -> Card:
    """Slack refused the card, so there is no group break."""
    return note(words("Slack didn't take my card just now. Please try again in a minute."))


def perhaps_posted(words: Words) -> Card:
    return note(
        words(
            "Slack didn't tell me whether my card arrived. If it's in the channel, its button "
            "works; if not, please try again in two minutes."
        )
    )


def _start_time(words: Words, group_break: GroupBreak, at: datetime) -> str:
    """Only the time if it is the same day. Slack shows it in each reader's time zone."""
    days = {local_date(it, group_break.zone) for it in (group_break.starts_at, at)}
    spell = words.time_of_day if len(days) == 1 else words.day_and_time
    return spell(group_break.starts_at, group_break.zone, for_all=True)


def _count(words: Words, people: int) -> str:
    if not people:
        return words("Join in if you like, from your own desk.")
    return words.many("{n} person is in.", "{n} people are in.", people)


def _join_button(label: str, group_break: GroupBreak, *, style: str | None = None) -> Block:
    return button(label, TOGETHER_JOIN, group_break.id, style=style)


def _off_button(words: Words, group_break: GroupBreak) -> Block:
    return {
        **button(words("Call it off"), TOGETHER_OFF, group_break.id),
        "confirm": confirm(
            words("Call it off?"),
            words("The card will say so, for everybody. What was done by then counts."),
            words("Call it off"),
            words("Keep it"),
        ),
    }
