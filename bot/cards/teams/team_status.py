"""A team's numbers, for its members: in its channel, elsewhere, and on Home."""

from collections.abc import Sequence

from bot.cards.parts.action_ids import TEAM_BOARD, TEAM_JOIN, TEAM_LEAVE, TEAM_SETTINGS
from bot.cards.parts.blocks import (
    Block,
    Card,
    actions,
    button,
    card,
    confirm,
    context,
    divider,
    fields,
    header,
    section,
)
from bot.cards.teams.team_lines import (
    appointment_lines,
    bar,
    goal_line,
    heading,
    size_line,
    team_streak_line,
    today_line,
)
from bot.domain.teams.leaderboards import percent
from bot.domain.teams.teams import Team, TeamNow
from bot.library.words import Words


def status(words: Words, now: TeamNow, size: int, *, is_in: bool, news: str = "") -> Card:
    """For a person in the channel of a team of `size` people."""
    lines = [*[news] * bool(news), size_line(words, size)]
    blocks = [
        section(" ".join(lines)),
        _numbers(words, now),
        actions(*_buttons(words, now.team, is_in=is_in)),
        context(*appointment_lines(words, now.team)),
    ]
    spoken = [*lines, *_sentences(words, now), *appointment_lines(words, now.team)]
    return card(blocks, *spoken)


def my_teams(words: Words, teams: Sequence[TeamNow], *, more: int = 0) -> Card:
    """A person's teams, where the channel has none; `more` counts those that are not shown."""
    title = _title(words, len(teams))
    spoken = [f"{title}."]
    for now in teams:
        spoken += [f"{heading(words, now.team)}:", *_sentences(words, now)]
    others = _others(words, more)
    blocks = [header(title), *_each(words, teams), *map(context, others)]
    return card(blocks, *spoken, *others)


def home_section(words: Words, teams: Sequence[TeamNow], *, more: int = 0) -> list[Block]:
    """The part of Home about a person's teams; empty without one."""
    if not teams:
        return []
    shown = [*_each(words, teams), *map(context, _others(words, more))]
    return [header(_title(words, len(teams))), *shown, divider()]


def _others(words: Words, more: int) -> list[str]:
    if not more:
        return []
    return [
        words.many(
            "You're in {n} more team: `/stretch team` in its channel shows it, and "
            "`/stretch team leave` there leaves it.",
            "You're in {n} more teams: `/stretch team` in their channels shows them, and "
            "`/stretch team leave` there leaves them.",
            more,
        )
    ]


def _numbers(words: Words, now: TeamNow) -> Block:
    today, goal = now.today, now.team.weekly_goal
    shares = {
        today_line(words, now): percent(today.took, today.available) if today.shows_share else None,
        goal_line(words, now): percent(now.breaks, goal) if goal is not None else None,
        team_streak_line(words, now): None,
    }
    return fields(
        *(line if share is None else f"{line}\n{bar(share)}" for line, share in shares.items())
    )


def _sentences(words: Words, now: TeamNow) -> list[str]:
    return [today_line(words, now), goal_line(words, now), team_streak_line(words, now)]


def _each(words: Words, teams: Sequence[TeamNow]) -> list[Block]:
    blocks: list[Block] = []
    for n, now in enumerate(teams, start=1):
        blocks += [
            section(heading(words, now.team)),
            _numbers(words, now),
            actions(*_buttons(words, now.team, is_in=True, suffix=f".{n}")),
        ]
    return blocks


def _title(words: Words, count: int) -> str:
    return words("Your team") if count == 1 else words("Your teams")


def _buttons(words: Words, team: Team, *, is_in: bool, suffix: str = "") -> list[Block]:
    if not is_in:
        join = button(words("Join"), TEAM_JOIN + suffix, team.channel_id, style="primary")
        return [join, board_button(words, team, suffix)]
    leave = {
        **button(words("Leave the team"), TEAM_LEAVE + suffix, team.channel_id),
        "confirm": confirm(
            words("Leave the team?"),
            words("Your breaks no longer count for it. Your own streak isn't touched."),
            words("Leave"),
            words("Stay"),
        ),
    }
    settings = button(words("Team settings"), TEAM_SETTINGS + suffix, team.channel_id)
    return [board_button(words, team, suffix), settings, leave]


def board_button(words: Words, team: Team, suffix: str) -> Block:
    return button(words("Leaderboard"), TEAM_BOARD + suffix, team.channel_id)
