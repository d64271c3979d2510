"""Short answers to commands and clicks, one function a situation."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards.parts.action_ids import (
    JOIN,
    LEAVE,
    OPEN_SETTINGS,
    PAUSE_HOUR,
    PAUSE_TODAY,
    RESUME,
    STRETCH,
)
from bot.cards.parts.blocks import Block, Card, actions, button, card, context, note, section
from bot.cards.parts.quoting import quoted
from bot.cards.schedule import snooze_menu
from bot.cards.schedule.hours_in_words import hours, interval, times
from bot.domain.members import Member
from bot.domain.phrases.until import Ending
from bot.domain.settings.preferences import Preferences
from bot.library.almanac import place_name
from bot.library.words import Words


def joined(words: Words, member: Member) -> Card:
    first = words("*You are in.* Nobody else is told.")
    plan = when_nudged(words, member.preferences)
    lines = [first, plan, *_where(words, member)]
    if member.next_due_at is not None:
        lines.append(words("First nudge: {when}.", when=_when(words, member, member.next_due_at)))
    way_out = words(
        "`/stretch pause`, `/stretch settings` or `/stretch leave` change that any time. I cannot "
        "read messages, only what begins with `/stretch`."
    )
    care = disclaimer(words)
    blocks = [
        section(" ".join(lines)),
        context(way_out),
        context(care),
        actions(_settings_button(words), button(words("Stretch now"), STRETCH, "now")),
    ]
    return card(blocks, *lines, way_out, care)


def _where(words: Words, member: Member) -> list[str]:
    """What is guessed from the time zone, for them to put right."""
    if member.zone == "Etc/UTC":
        return [
            words(
                "Those hours are in UTC, as I know of no other time zone of yours: choose one in "
                "Slack's preferences, and I follow."
            )
        ]
    if member.place is None:
        return []
    place = place_name(member.place, words.locale)
    return [
        words("Public holidays of {place} are off; `/stretch holidays` changes that.", place=place)
    ]


def when_nudged(words: Words, preferences: Preferences) -> str:
    """When nudges come."""
    when = hours(words, preferences.week)
    if preferences.fixed_times:
        at = times(words, preferences.fixed_times)
        return words("I nudge you at {times}, {hours}.", times=at, hours=when)
    minutes = interval(words, preferences.rhythm)
    return words("I nudge you every {minutes}, {hours}.", minutes=minutes, hours=when)


def already_joined(words: Words, member: Member) -> Card:
    return _and_next(words, member, words("You have joined already."))


def left(words: Words) -> Card:
    line = words(
        "You have left, and no more nudges will come. Your streak is kept in case you return."
    )
    return card([section(line), actions(button(words("Join again"), JOIN, "join"))], line)


def not_a_member(words: Words, *, left: bool = False) -> Card:
    if left:
        line = words("You have left, so nothing is sent to you unasked. Your streak is kept.")
        return card([section(line), actions(button(words("Join again"), JOIN, "join"))], line)
    line = words("You have not joined, so nothing is sent to you unasked.")
    return card([section(line), actions(button(words("Count me in"), JOIN, "join"))], line)


def how_to_stop(words: Words) -> Card:
    """For who types "stop": there is more than one way, and none is taken for them."""
    line = words("Stop for how long?")
    kept = words("A pause ends by itself; leaving does not. Either way your streak is kept.")
    ways = actions(
        button(words("Pause 1 hour"), PAUSE_HOUR, "pause"),
        button(words("Pause for today"), PAUSE_TODAY, "pause"),
        button(words("Leave"), LEAVE, "leave"),
    )
    return card([section(line), ways, context(kept)], line, kept)


def paused(words: Words, member: Member, end: Ending, *, excused: bool = False) -> Card:
    """`excused`: nothing more is asked of today."""
    line = words("*Paused.* It ends by itself: {when}.", when=_when(words, member, end.at))
    found = snooze_menu.found(words, end, member)
    if found is not None:
        line = f"{line} {found}"
    after = words("No nudges pile up meanwhile.")
    if member.next_due_at is not None:
        after = words(
            "First nudge after that: {when}.", when=_when(words, member, member.next_due_at)
        )
    asides = [after, words("Your streak waits for you.")] if excused else [after]
    resume = actions(button(words("Resume now"), RESUME, "resume"))
    return card([section(line), context(*asides), resume], line, *asides)


def resumed(words: Words, member: Member) -> Card:
    return _and_next(words, member, words("Back on."))


def not_paused(words: Words, member: Member) -> Card:
    return _and_next(words, member, words("Nothing is paused."))


def snoozed(words: Words, before: Member, after: Member, until: Ending) -> Card:
    if after.next_due_at is None:
        return note(words("No nudge is planned, so there is nothing to snooze."))
    if after == before:
        return _and_next(words, after, words("The next nudge comes later than that anyway."))
    said = _and_next(words, after, words("Snoozed."))
    return snooze_menu.understood(words, said, until, after)


def settings_saved(words: Words, member: Member, *, remains: bool) -> Card:
    """`remains`: some exercise suits the settings."""
    said = words("Saved.") if remains else f"{words('Saved.')} {nothing_left(words)}"
    return _and_next(words, member, said)


def help_card(words: Words, commands: Sequence[str]) -> Card:
    """`commands` are their lines in English."""
    first = words("*Limber* gets you out of your chair now and then. What you can type:")
    search = words("`/stretch hips` or `/stretch walk`: one for a part of the body, or by name")
    lines = [words(commands[0]), search, *map(words, commands[1:])]
    care = [disclaimer(words), urgent(words)]
    blocks = [section(first), section("\n".join(f"• {line}" for line in lines)), context(*care)]
    return card(blocks, first, *(f"{line}." for line in lines), *care)


def unknown(words: Words, typed: str, nearest: tuple[str, ...]) -> Card:
    """Unknown input, with what was probably meant."""
    line = words("I do not know “{typed}”.", typed=quoted(typed))
    if nearest:
        meant = words.many(
            "Did you mean {commands}?",
            "Did you mean one of {commands}?",
            len(nearest),
            commands=", ".join(f"`{f'/stretch {it}'.strip()}`" for it in nearest),
        )
        line = f"{line} {meant}"
    more = words("`/stretch help` lists what I understand.")
    return card([section(line), context(more)], line, more)


def from_nearby(words: Words, offered: Card, asked: str) -> Card:
    """An offered card for the parts of the body next to the one that was asked for."""
    word = words(
        "I have nothing for “{asked}” itself yet, so this one is for the parts next to it.",
        asked=quoted(asked),
    )
    care = words("New, strong or spreading pain? Ask a clinician first.")
    return Card([context(word, care), *offered.blocks], f"{word} {care} {offered.text}")


def pain(words: Words) -> Card:
    """For who types that something hurts: no exercise, but what to do."""
    first = words("I am sorry to hear that. An exercise from me is not the answer to pain.")
    advice = words(
        "If it is new, strong, spreading or does not settle, ask a clinician. An easy walk "
        "(`/stretch walk`) is fine if it feels good."
    )
    return card(
        [section(f"{first} {advice}"), context(urgent(words))], first, advice, urgent(words)
    )


def nothing_suits(words: Words) -> Card:
    line = words("I have nothing for that among what you allow. Settings can change that.")
    return card([section(line), actions(_settings_button(words))], line)


def welcome_back(words: Words, offered: Card) -> Card:
    """The first nudge after a vacation."""
    line = words("Welcome back. Nothing is waiting for you here but this one.")
    return Card([section(line), *offered.blocks], f"{line} {offered.text}")


def just_move(words: Words) -> Card:
    """The nudge of somebody whose settings leave no exercise."""
    line = words("A good moment to change position or move a little, whichever way suits you.")
    why = nothing_left(words)
    return card([section(line), context(why), actions(_settings_button(words))], line, why)


def nothing_left(words: Words) -> str:
    return words(
        "No exercise is left that suits your settings, so a nudge only reminds you to move."
    )


def slack_silent(words: Words) -> Card:
    """Slack did not tell the person's time zone, so nothing was done."""
    return note(
        words(
            "Slack did not tell me your time zone just now, so I changed nothing. "
            "Please try again in a minute."
        )
    )


def admin_unknown(words: Words) -> Card:
    """Slack did not say whether they are an admin."""
    return note(
        words(
            "Slack did not tell me just now whether you are an admin here, so I changed nothing. "
            "Please try again in a minute."
        )
    )


def failed(words: Words) -> Card:
    return note(went_wrong(words))


def went_wrong(words: Words) -> str:
    return words(
        "Something went wrong on my side and nothing was lost. "
        "Please try again; if it stays so, tell whoever runs Limber here."
    )


def disclaimer(words: Words) -> str:
    return words(
        "General information, not medical advice. Stop if something hurts, or makes you dizzy, "
        "numb or tingly. Ask a clinician first if you are pregnant, injured, recently operated "
        "on or unsure."
    )


def _and_next(words: Words, member: Member, said: str) -> Card:
    """What was said, and when the next nudge comes, if one does."""
    if member.next_due_at is None:
        return note(said)
    following = words("Next nudge: {when}.", when=_when(words, member, member.next_due_at))
    return note(f"{said} {following}")


def urgent(words: Words) -> str:
    """The signs with which nobody should wait."""
    return words(
        "Get urgent help for chest pain, a sudden severe headache, trouble speaking or a drooping "
        "face; or for back pain with new bladder or bowel trouble, numbness around the genitals "
        "or between the legs, weak or numb legs, or after a bad fall or another major injury."
    )


def _settings_button(words: Words) -> Block:
    return button(words("Settings"), OPEN_SETTINGS, "settings")


def _when(words: Words, member: Member, at: datetime) -> str:
    return words.day_and_time(at, member.zone)
