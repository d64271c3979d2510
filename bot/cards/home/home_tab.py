"""The Home tab of members; home_guest.py has that of everybody else."""

from enum import StrEnum

from bot.cards.home.home_guest import guest_blocks, library_button
from bot.cards.home.why_card import why
from bot.cards.parts.action_ids import HOME_PAGE, LEAVE, OPEN_SETTINGS, RESUME
from bot.cards.parts.blocks import (
    Block,
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    header,
    home,
    section,
)
from bot.cards.parts.body_areas import area_name
from bot.cards.parts.common_buttons import pause_hour_button, stretch_button
from bot.cards.parts.failures import went_wrong
from bot.cards.parts.safety import disclaimer, urgent
from bot.cards.privacy.privacy_cards import your_data
from bot.cards.progress import plan_cards
from bot.cards.progress.heatmap_squares import squares, week_dots
from bot.cards.progress.streak_card import (
    Overview,
    freeze_lines,
    held_by_freezes,
    streak_headline,
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


class HomePage(StrEnum):
    """What Home shows on a click, below the next break and the streak."""

    HISTORY = "history"
    TOGETHER = "together"
    PLAN = plan_cards.PAGE
    SETTINGS = "settings"
    DATA = "data"


def home_tab(
    words: Words,
    overview: Overview,
    page: HomePage | None = None,
    *,
    news: str = "",
    data_news: str = "",
) -> View:
    """`news` is the answer to a click on Home; `data_news`, to one under "Your data"."""
    member = overview.member
    answer = [section(news)] if news else []
    if member is None or not member.is_active:
        shown = guest_blocks(words, overview, data_news)
        return home([*answer, *_teams(words, overview), *shown])
    page = HomePage.DATA if data_news else page
    return home(
        [
            *answer,
            *_today(words, overview),
            *_streak(words, overview),
            divider(),
            _pages(words, page),
            *_page(words, overview, member, page, data_news),
        ],
        metadata=page or "",
    )


def _pages(words: Words, shown: HomePage | None) -> Block:
    """A button for each page; that of the open one closes it."""
    names = {
        HomePage.HISTORY: words("History"),
        HomePage.TOGETHER: words("Together"),
        HomePage.PLAN: words("Plan"),
        HomePage.SETTINGS: words("Settings"),
        HomePage.DATA: words("Data and safety"),
    }
    return actions(
        *(
            button(
                f"{name} ▴" if page is shown else f"{name} ▾",
                f"{HOME_PAGE}.{page}",
                "none" if page is shown else page,
            )
            for page, name in names.items()
        ),
        library_button(words),
    )


def _page(
    words: Words, overview: Overview, member: Member, page: HomePage | None, data_news: str
) -> list[Block]:
    match page:
        case HomePage.HISTORY:
            return _history(words, overview)
        case HomePage.TOGETHER:
            return [*_teams(words, overview), *_everybody(words, overview)]
        case HomePage.PLAN:
            return [header(words("Your plan")), *plan_cards.at_home(words, overview.plan)]
        case HomePage.SETTINGS:
            return _settings(words, member)
        case HomePage.DATA:
            care = context(words("Only you see this page."), disclaimer(words), urgent(words))
            return [*your_data(words, data_news), care]
        case None:
            return []


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
    """One number, and the week in five dots."""
    dots = [section(week_dots(words, overview.grid))] if overview.grid is not None else []
    lines = [today_line(words, overview)]
    if overview.lately_frozen:
        lines.append(held_by_freezes(words, overview.lately_frozen))
    return [header(streak_headline(words, overview)), section(" ".join(lines)), *dots]


def _history(words: Words, overview: Overview) -> list[Block]:
    """The streak in full, the freezes in hand and the last weeks."""
    shown = squares(words, overview.grid) if overview.grid is not None else []
    lines = [streak_line(words, overview), *freeze_lines(words, overview)]
    return [header(words("How it's going")), section("\n".join(lines)), *shown]


def _everybody(words: Words, overview: Overview) -> list[Block]:
    return [
        header(words("Everybody here")),
        section(together_line(words, overview.together)),
    ]


def _quick_actions(words: Words, overview: Overview) -> list[Block]:
    if overview.paused:
        return [
            button(words("Resume now"), RESUME, "resume", style="primary"),
            stretch_button(words),
        ]
    return [stretch_button(words), pause_hour_button(words)]


def _settings(words: Words, member: Member) -> list[Block]:
    return [
        header(words("Your settings")),
        section("\n".join(_chosen(words, member))),
        actions(
            _settings_button(words),
            *step_buttons(words),
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
