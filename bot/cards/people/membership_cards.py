"""Joining and leaving."""

from datetime import datetime

from bot.cards.parts.action_ids import FIRST_BREAK, LEAVE
from bot.cards.parts.blocks import Card, actions, button, card, context, section
from bot.cards.parts.common_buttons import (
    join_button,
    pause_buttons,
    settings_button,
)
from bot.cards.schedule.hours_in_words import hours, interval, times
from bot.cards.schedule.next_nudge import with_next_nudge
from bot.domain.members import Member
from bot.domain.settings.preferences import Preferences
from bot.library.almanac import place_name
from bot.library.words import Words


def joined(words: Words, member: Member, at: datetime) -> Card:
    """The warm welcome at `at`, with a first short break at once, if they like."""
    lines = [words("*You're in!*"), when_nudged(words, member.preferences)]
    if member.next_due_at is not None:
        is_today = member.workday(member.next_due_at) == member.workday(at)
        tells = words.time_of_day if is_today else words.day_and_time
        when = tells(member.next_due_at, member.zone)
        lines.append(words("The first one comes at {when}.", when=when))
    lines += _guesses(words, member)
    invitation = words("Want to try one right now? It takes a minute.")
    buttons = actions(
        button(words("Yes, one minute"), FIRST_BREAK, "now", style="primary"),
        settings_button(words),
    )
    return card([section(" ".join(lines)), section(invitation), buttons], *lines, invitation)


def count_me_in(words: Words, ended: Card) -> Card:
    """Under the finished break of a guest."""
    line = words("Want one of these now and then?")
    join = join_button(words, style="primary")
    return Card([*ended.blocks, section(line), actions(join)], f"{ended.text} {line}")


def already_joined(words: Words, member: Member) -> Card:
    return with_next_nudge(words, member, words("You're in already."))


def left(words: Words) -> Card:
    line = words("You've left, so no more nudges. I'll keep your streak in case you come back.")
    return card([section(line), actions(join_button(words, again=True))], line)


def not_a_member(words: Words, *, left: bool = False) -> Card:
    if left:
        line = words("You've left, so I won't send you anything. I'll keep your streak.")
        return card([section(line), actions(join_button(words, again=True))], line)
    line = words("You haven't joined, so I won't send you anything unless you ask.")
    return card([section(line), actions(join_button(words))], line)


def how_to_stop(words: Words) -> Card:
    """For "stop", which may mean a pause or leaving: the person chooses."""
    line = words("Stop for how long?")
    kept = words("A pause ends by itself, leaving doesn't. Either way I'll keep your streak.")
    choices = actions(*pause_buttons(words), button(words("Leave"), LEAVE, "leave"))
    return card([section(line), choices, context(kept)], line, kept)


def when_nudged(words: Words, preferences: Preferences) -> str:
    when = hours(words, preferences.week)
    if preferences.fixed_times:
        at = times(words, preferences.fixed_times)
        return words("I'll nudge you at {times}, {hours}.", times=at, hours=when)
    minutes = interval(words, preferences.rhythm)
    return words("I'll nudge you every {minutes}, {hours}.", minutes=minutes, hours=when)


def _guesses(words: Words, member: Member) -> list[str]:
    """What was guessed from the time zone, so that they can correct it."""
    if member.zone == "Etc/UTC":
        return [
            words(
                "That's in UTC, as Slack doesn't tell me your time zone. Choose one in Slack's "
                "preferences and I'll follow."
            )
        ]
    if member.holiday_place is None:
        return []
    place = place_name(member.holiday_place, words.locale)
    return [words("Public holidays of {place} are off.", place=place)]
