"""The Home tab and the one welcome message."""

from bot.cards.blocks import (
    Block,
    Card,
    View,
    actions,
    button,
    card,
    confirm,
    context,
    divider,
    fields,
    header,
    home,
    section,
)
from bot.cards.body import area_name
from bot.cards.buttons import (
    BROWSE,
    JOIN,
    LEAVE,
    OPEN_SETTINGS,
    PAUSE_HOUR,
    PAUSE_TODAY,
    RESUME,
    STRETCH,
)
from bot.cards.daysoff import whose
from bot.cards.filters import spared_names
from bot.cards.fitting import step_buttons
from bot.cards.hours import hours, pace
from bot.cards.overview import (
    Overview,
    freeze_lines,
    streak_line,
    today_line,
    together_line,
)
from bot.cards.replies import disclaimer, urgent, went_wrong
from bot.cards.squares import squares
from bot.cards.why import why
from bot.domain.browsing import Selection
from bot.domain.exercises import Load, Position
from bot.domain.members import Member, Preferences, Standing
from bot.library.words import Words


def home_tab(words: Words, overview: Overview, *, sent: bool = False) -> View:
    """`sent`: an exercise was just put into the messages, which Home cannot show by itself."""
    member = overview.member
    news = [section(words("*Your exercise is in the Messages tab.*"))] if sent else []
    if member is None or member.standing is not Standing.ACTIVE:
        return home([*news, *_invitation(words)])
    return home(
        [
            *news,
            header(words("Your next break")),
            section(why(words, overview)),
            actions(*_quick_actions(words, overview)),
            divider(),
            header(words("How it is going")),
            fields(streak_line(words, overview), today_line(words, overview)),
            *_history(words, overview),
            section(together_line(words, overview.together)),
            divider(),
            header(words("Your settings")),
            section("\n".join(_settings(words, member))),
            actions(
                _settings_button(words),
                *step_buttons(words),
                _library_button(words),
                _leave_button(words),
            ),
            context(words("Only you see this page."), disclaimer(words), urgent(words)),
        ]
    )


def _history(words: Words, overview: Overview) -> list[Block]:
    shown = squares(words, overview.grid) if overview.grid is not None else []
    return [context(*freeze_lines(words, overview)), *shown]


def _invitation(words: Words) -> list[Block]:
    """For somebody who has not joined."""
    return [
        header(words("Limber")),
        section(_pitch(words)),
        section(_promises(words)),
        actions(_join_button(words), _stretch_button(words), _library_button(words)),
        context(disclaimer(words)),
    ]


def failed(words: Words) -> View:
    """In place of what could not be done; the next look at Home brings it back."""
    return home([section(went_wrong(words))])


def welcome(words: Words) -> Card:
    """The one message that whoever installs Limber gets."""
    first = words("*Limber is installed.* Thank you for making room to move.")
    promise = words(
        "Nobody hears from me before they join, and I have told nobody but you. To try it, join; "
        "to share it, mention `/stretch` in a channel you like."
    )
    blocks = [
        section(first),
        section(_pitch(words)),
        section(promise),
        actions(_join_button(words), _stretch_button(words)),
        context(disclaimer(words)),
    ]
    return card(blocks, first, _pitch(words), promise, disclaimer(words))


def _pitch(words: Words) -> str:
    return words(
        "I nudge you out of your chair every 30 to 40 minutes of your working day, with one "
        "short exercise you can do where you are."
    )


def _promises(words: Words) -> str:
    return words(
        "*You stay in charge.* Only people who join get nudges. Pause, snooze or leave any time. "
        "What you do stays between us."
    )


def _quick_actions(words: Words, overview: Overview) -> list[Block]:
    if overview.paused:
        return [
            button(words("Resume now"), RESUME, "resume", style="primary"),
            _stretch_button(words),
        ]
    return [
        _stretch_button(words),
        button(words("Pause 1 hour"), PAUSE_HOUR, "pause"),
        button(words("Pause for today"), PAUSE_TODAY, "pause"),
    ]


def _settings(words: Words, member: Member) -> list[str]:
    preferences = member.preferences
    names = {
        Position.SEATED: words("seated"),
        Position.STANDING: words("standing"),
        Position.FLOOR: words("on the floor"),
    }
    chosen = [name for position, name in names.items() if position in preferences.positions]
    lines = [
        words("*Hours:* {hours} ({zone})", hours=hours(words, preferences.week), zone=member.zone),
        *_holidays(words, member),
        *pace(words, preferences),
        words("*Exercises:* {positions}", positions=", ".join(chosen)),
    ]
    if preferences.daily_goal > 1:
        lines.append(
            words.many(
                "*Goal:* {n} break a workday",
                "*Goal:* {n} breaks a workday",
                preferences.daily_goal,
            )
        )
    if left_out := _left_out(words, preferences):
        lines.append(words("*Left out:* {things}", things=", ".join(left_out)))
    if preferences.spared:
        parts = spared_names(words)
        spared = ", ".join(parts[it] for it in Load if it in preferences.spared)
        lines.append(words("*Nothing is asked of:* {parts}", parts=spared))
    if preferences.daily_cap is not None:
        lines.append(
            words.many(
                "*At most* {n} nudge a day", "*At most* {n} nudges a day", preferences.daily_cap
            )
        )
    return lines


def _holidays(words: Words, member: Member) -> list[str]:
    place = whose(words, member)
    return [words("*Off on public holidays of* {place}", place=place)] if place else []


def _left_out(words: Words, preferences: Preferences) -> list[str]:
    """Parts of the body by name, exercises by their number: the settings list them."""
    areas = [area_name(words, it) for it in sorted(preferences.areas_left_out)]
    if preferences.left_out:
        areas.append(words.many("{n} exercise", "{n} exercises", len(preferences.left_out)))
    return areas


def _join_button(words: Words) -> Block:
    return button(words("Count me in"), JOIN, "join", style="primary")


def _stretch_button(words: Words) -> Block:
    return button(words("Stretch now"), STRETCH, "now")


def _library_button(words: Words) -> Block:
    return button(words("Browse exercises"), BROWSE, Selection().text)


def _settings_button(words: Words) -> Block:
    return button(words("Change settings"), OPEN_SETTINGS, "settings")


def _leave_button(words: Words) -> Block:
    leave = button(words("Leave"), LEAVE, "leave")
    return {
        **leave,
        "confirm": confirm(
            words("Leave Limber?"),
            words("No more nudges will come. Your streak is kept in case you return."),
            words("Leave"),
            words("Stay"),
        ),
    }
