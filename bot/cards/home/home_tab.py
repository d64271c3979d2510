"""The Home tab of members; home_guest.py has that of everybody else."""

from bot.cards.home.home_guest import guest_blocks, library_button
from bot.cards.home.why_card import why
from bot.cards.parts.action_ids import LEAVE, OPEN_SETTINGS, RESUME
from bot.cards.parts.blocks import (
    Block,
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    fields,
    header,
    home,
    section,
)
from bot.cards.parts.body_areas import area_name
from bot.cards.parts.common_buttons import pause_buttons, stretch_button
from bot.cards.parts.failures import went_wrong
from bot.cards.parts.safety import disclaimer, urgent
from bot.cards.privacy.privacy_cards import your_data
from bot.cards.progress import plan_cards
from bot.cards.progress.heatmap_squares import squares
from bot.cards.progress.streak_card import (
    Overview,
    freeze_lines,
    streak_line,
    today_line,
    together_line,
)
from bot.cards.schedule.check_in_cards import step_buttons
from bot.cards.schedule.days_off_cards import holiday_place
from bot.cards.schedule.hours_in_words import hours, pace
from bot.cards.schedule.settings_modal import names_of
from bot.cards.teams import team_status
from bot.domain.members import Member
from bot.domain.settings.preferences import Preferences
from bot.library.words import Words


def home_tab(words: Words, overview: Overview, *, news: str = "", data_news: str = "") -> View:
    """`news` is the answer to a click on Home; `data_news`, to one under "Your data"."""
    member = overview.member
    answer = [section(news)] if news else []
    if member is None or not member.is_active:
        shown = guest_blocks(words, overview, data_news)
        return home([*answer, *_teams(words, overview), *shown])
    return home(
        [
            *answer,
            *_today(words, overview),
            divider(),
            *_streak(words, overview),
            divider(),
            *_teams(words, overview),
            *_everybody(words, overview),
            *_plan(words, overview),
            divider(),
            *_settings(words, member),
            divider(),
            *your_data(words, data_news),
            context(words("Only you see this page."), disclaimer(words), urgent(words)),
        ]
    )


def _teams(words: Words, overview: Overview) -> list[Block]:
    return team_status.home_section(words, overview.teams, more=overview.more_teams)


def failed(words: Words) -> View:
    """In place of Home if a click on it failed; it is drawn again when it is next opened."""
    return home([section(went_wrong(words))])


def _today(words: Words, overview: Overview) -> list[Block]:
    return [
        header(words("Your next break")),
        section(why(words, overview)),
        actions(*_quick_actions(words, overview)),
    ]


def _streak(words: Words, overview: Overview) -> list[Block]:
    return [
        header(words("How it's going")),
        fields(streak_line(words, overview), today_line(words, overview)),
        *_history(words, overview),
    ]


def _history(words: Words, overview: Overview) -> list[Block]:
    """The freezes in hand and the heat map."""
    shown = squares(words, overview.grid) if overview.grid is not None else []
    return [context(*freeze_lines(words, overview)), *shown]


def _everybody(words: Words, overview: Overview) -> list[Block]:
    return [
        header(words("Together")),
        section(together_line(words, overview.together)),
    ]


def _plan(words: Words, overview: Overview) -> list[Block]:
    return [divider(), header(words("Your plan")), *plan_cards.at_home(words, overview.plan)]


def _quick_actions(words: Words, overview: Overview) -> list[Block]:
    if overview.paused:
        return [
            button(words("Resume now"), RESUME, "resume", style="primary"),
            stretch_button(words),
        ]
    return [
        stretch_button(words),
        *pause_buttons(words),
    ]


def _settings(words: Words, member: Member) -> list[Block]:
    return [
        header(words("Your settings")),
        section("\n".join(_chosen(words, member))),
        actions(
            _settings_button(words),
            *step_buttons(words),
            library_button(words),
            _leave_button(words),
        ),
    ]


def _chosen(words: Words, member: Member) -> list[str]:
    preferences = member.preferences
    positions = names_of(words, "positions")
    chosen = [name for it, name in positions.items() if it in preferences.positions]
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
        parts = names_of(words, "spared")
        spared = ", ".join(name for it, name in parts.items() if it in preferences.spared)
        lines.append(words("*Going easy on:* {parts}", parts=spared))
    if preferences.daily_cap is not None:
        lines.append(
            words.many(
                "*At most* {n} nudge a day", "*At most* {n} nudges a day", preferences.daily_cap
            )
        )
    return lines


def _holidays(words: Words, member: Member) -> list[str]:
    place = holiday_place(words, member)
    return [words("*Off on public holidays of* {place}", place=place)] if place else []


def _left_out(words: Words, preferences: Preferences) -> list[str]:
    """Body areas by name, exercises by number; the settings list them."""
    areas = [area_name(words, it) for it in sorted(preferences.areas_left_out)]
    if preferences.left_out:
        areas.append(words.many("{n} exercise", "{n} exercises", len(preferences.left_out)))
    return areas


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
