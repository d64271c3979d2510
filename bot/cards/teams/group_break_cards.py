"""A break together: its card in the channel, and what is said to each person alone.

The card names nobody but whoever called for it.
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
    session: GroupBreak,
    exercise: Exercise,
    people: int,
    at: datetime,
    figure: Image | None = None,
) -> Card:
    """The card in the channel, as the session stands."""
    match session.state:
        case GroupBreakState.CALLED:
            return called(words, session, exercise, people, at, figure)
        case GroupBreakState.RUNNING:
            return step(words, session, exercise, people, figure)
        case _:
            return ended(words, session, exercise, people)


def called(
    words: Words,
    session: GroupBreak,
    exercise: Exercise,
    people: int,
    at: datetime,
    figure: Image | None = None,
) -> Card:
    """The invitation: what it is, when it begins, how many are in."""
    if session.daily:
        first = words("*The daily break together.*")
    elif session.host is None:
        first = words("*A break together.*")
    else:
        first = words("*A break together.* <@{host}> invites everybody here.", host=session.host)
    what, *asides = description(words, exercise)
    starts = words("*It starts at {time}.*", time=_start(words, session, at))
    count = _count(words, people)
    blocks = [
        section(f"{first}\n{what}"),
        *optional_image(figure),
        *map(context, asides),
        section(f"{starts} {count}"),
        actions(_join(words("Join"), session, style="primary"), _off(words, session)),
    ]
    return card(blocks, first, starts, count, what, *asides)


def step(
    words: Words, session: GroupBreak, exercise: Exercise, people: int, figure: Image | None = None
) -> Card:
    """One step, for everybody at once."""
    here = exercise.script[session.stage]
    doing = exercise.steps[here.step]
    title = words(
        "*{name}, together*: {place}",
        name=words.of(exercise, "name", exercise.name),
        place=place(words, exercise, session.stage),
    )
    text = words.of(exercise, f"step/{here.step + 1}", doing.text)
    asides = [length(words, exercise, doing)]
    if session.stage == 0:
        asides.append(cautions(words, exercise))
    elif doing.moves and exercise.cues:
        asides.append(good_form(words, exercise))
    asides.append(_count(words, people))
    blocks = [
        section(f"{title}\n{text}"),
        *optional_image(figure),
        *map(context, asides),
        actions(_join(words("Join in"), session), _off(words, session)),
    ]
    return card(blocks, f"{title}.", text, *asides)


def ended(words: Words, session: GroupBreak, exercise: Exercise, people: int) -> Card:
    """What stays of it: one line."""
    name = words.of(exercise, "name", exercise.name)
    match session.state:
        case GroupBreakState.RESTED:
            return _rested(words, name)
        case GroupBreakState.DONE | GroupBreakState.STOPPED if people and session.counts:
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
                words("*{name}* has passed. `/stretch together` calls for another.", name=name)
            )
        case GroupBreakState.MISSED:
            return note(
                words(
                    "I was not there when this one was to begin, and I am sorry. "
                    "`/stretch together` calls for another."
                )
            )
        case _:
            return note(
                words("This break together was called off. `/stretch together` calls for another.")
            )


def _rested(words: Words, name: str) -> Card:
    line = words(
        "*{name}* has passed. Nobody had a moment for the daily break lately, and that is fine: it "
        "rests until somebody wants it back.",
        name=name,
    )
    back = button(words("Bring it back"), TOGETHER_BACK, "back")
    return card([section(line), actions(back)], line)


def is_called(words: Words, session: GroupBreak, at: datetime) -> Card:
    """To whoever called for it, once the card is in the channel."""
    line = words(
        "Your invitation is in the channel. It starts at {time}. Will you join it yourself?",
        time=_start(words, session, at),
    )
    buttons = actions(_join(words("Join"), session, style="primary"), _off(words, session))
    return card([section(line), buttons], line)


def is_there(words: Words, session: GroupBreak, at: datetime) -> Card:
    """One at a time in a channel: to whoever would call for a second."""
    if session.state is GroupBreakState.RUNNING:
        line = words("A break together is under way in this channel. Join in, if you like.")
    else:
        line = words(
            "There is a break together in this channel already. It starts at {time}. "
            "Join it, if you like.",
            time=_start(words, session, at),
        )
    return card([section(line), actions(_join(words("Join"), session, style="primary"))], line)


def joined(
    words: Words, session: GroupBreak, at: datetime, *, already: bool = False, nudged: bool = True
) -> Card:
    """To who is in. `nudged`: they have joined Limber too."""
    first = words("*You are in already.*") if already else words("*You are in.*")
    if session.state is GroupBreakState.RUNNING:
        then = words("It is under way: follow the card above.")
    else:
        then = words("It starts at {time}, on the card above.", time=_start(words, session, at))
    asides = [words("Nobody here sees who joins, only how many.")]
    if not nudged:
        asides.append(words("Nothing else comes of it: no nudges, unless you ask for them."))
    out = button(words("Count me out"), TOGETHER_LEAVE, session.id)
    return card(
        [section(f"{first} {then}"), *map(context, asides), actions(out)], first, then, *asides
    )


def left(words: Words, session: GroupBreak) -> Card:
    line = words("You are out of it, and nobody is told.")
    return card([section(line), actions(_join(words("Join again"), session))], line)


def over(words: Words, *, took_part: bool = False) -> Card:
    """To who clicks on the card of one that has ended."""
    if took_part:
        return note(words("This one is over, and it counts for you. Thank you for being there."))
    line = words("This one is over already. There is a break of your own any time.")
    return card([section(line), actions(stretch_button(words))], line)


def gone(words: Words) -> Card:
    """For a card that Limber no longer knows."""
    return note(words("This card is from long ago. `/stretch together` calls for a new one."))


def is_off(words: Words) -> Card:
    return note(words("It is called off. The card says so in a moment."))


def not_yours(words: Words, session: GroupBreak) -> Card:
    """To who would call off what others called for."""
    if session.daily:
        return note(
            words("Somebody in the team can call this one off, or an admin of this workspace.")
        )
    return note(
        words("Whoever called for this one can call it off, or an admin of this workspace.")
    )


def nothing_on(words: Words) -> Card:
    return note(
        words("No break together is planned in this channel. `/stretch together` calls for one.")
    )


def back(words: Words, starts: datetime, zone: str) -> Card:
    return note(words("The daily break is back: {when}.", when=words.day_and_time(starts, zone)))


def not_back(words: Words) -> Card:
    """No team, no time of it, or somebody who is not in it."""
    return note(words("Somebody in the team can bring it back, where the team has a time for it."))


def daily_is_the_teams(words: Words) -> Card:
    return note(
        words(
            "A break on every workday is a matter for the team: `/stretch team settings` has the "
            "time for it. `/stretch together` calls for one today."
        )
    )


def unclear(words: Words, misread: Misread) -> Card:
    """For a time that could not be read."""
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
            line = words("I did not understand “{typed}” as a time.", typed=typed)
    return note(f"{line} {examples}")


def only_alone(words: Words) -> Card:
    """For the self-check, which is nobody else's business."""
    return note(words("That is a check for one person, in private: `/stretch check` brings it."))


def nothing_for_a_group(words: Words, asked: str) -> Card:
    return note(
        words(
            "I have nothing for “{asked}” that suits a whole group. `/stretch together` alone "
            "picks something that does.",
            asked=quoted(asked),
        )
    )


def not_here(words: Words) -> Card:
    """Typed in a conversation with Limber or with few people."""
    return note(
        words("A break together needs others: type `/stretch together` in a channel I am in.")
    )


def not_in_channel(words: Words) -> Card:
    return note(
        words("I am not in this channel yet. `/invite @Limber` brings me in; then try again.")
    )


def not_posted(words: Words) -> Card:
    """Slack took no card, and nothing was begun."""
    return note(words("Slack did not take my card just now. Please try again in a minute."))


def perhaps_posted(words: Words) -> Card:
    return note(
        words(
            "Slack did not tell me whether my card arrived. If it is in the channel, its button "
            "works; if not, please try again in two minutes."
        )
    )


def _start(words: Words, session: GroupBreak, at: datetime) -> str:
    """The time alone for the same day; Slack shows both in each reader's own clock."""
    days = {local_date(it, session.zone) for it in (session.starts_at, at)}
    say = words.time_of_day if len(days) == 1 else words.day_and_time
    return say(session.starts_at, session.zone, for_all=True)


def _count(words: Words, people: int) -> str:
    if not people:
        return words("Whoever likes joins in, each at their own desk.")
    return words.many("{n} person is in.", "{n} people are in.", people)


def _join(label: str, session: GroupBreak, *, style: str | None = None) -> Block:
    return button(label, TOGETHER_JOIN, session.id, style=style)


def _off(words: Words, session: GroupBreak) -> Block:
    return {
        **button(words("Call it off"), TOGETHER_OFF, session.id),
        "confirm": confirm(
            words("Call it off?"),
            words("The card will say so, for everybody. What was done by then counts."),
            words("Call it off"),
            words("Keep it"),
        ),
    }
