"""Leaderboards of a team, of the workspace and of all teams, a person's own rank, and the switches
for admins.

A leaderboard is only shown to one person at a time, so its mentions notify nobody.
"""

from collections.abc import Sequence

from bot.cards.parts.action_ids import BOARDS_SAVED, CHOOSE_BOARDS, HIDE_NAME, SHOW_NAME
from bot.cards.parts.blocks import (
    Block,
    Card,
    Choice,
    View,
    actions,
    button,
    card,
    checkboxes,
    context,
    field,
    header,
    modal,
    note,
    section,
)
from bot.cards.parts.common_buttons import settings_button
from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.cards.parts.quoting import quoted
from bot.cards.progress.streak_card import WorkspaceWeek, my_share, place_line, together_line
from bot.cards.teams.team_lines import (
    bar,
    goal_line,
    heading,
    mention,
    team_streak_line,
    today_line,
)
from bot.domain.teams.leaderboards import LEAST_LISTED, Board, Rank, TeamRank
from bot.domain.teams.teams import SEVERAL, TeamNow
from bot.library.words import Words

BOARDS = "boards"
"""The field with the leaderboards that are shown."""


def of_team(
    words: Words,
    now: TeamNow,
    places: Sequence[Rank],
    mine: int,
    *,
    is_in: bool,
    listed: bool = True,
) -> Card:
    """A team's week, and its members who chose to be listed. `mine` is the reader's breaks: those
    that count for the team if they are in it, else all of them. `listed`: the reader is."""
    title = words("This week, together")
    where = heading(words, now.team)
    lines = [
        goal_line(words, now),
        today_line(words, now),
        team_streak_line(words, now),
        _counting(words, mine) if is_in else _mine(words, mine),
    ]
    blocks = [header(title), section("\n".join([where, *lines])), *_people(words, places)]
    spoken = [f"{title}:", f"{where}:", *lines, *(place_line(words, it) for it in places)]
    return _with_rule(words, blocks, spoken, listed=listed or not is_in)


def of_workspace(words: Words, together: WorkspaceWeek, *, listed: bool = True) -> Card:
    """The week of the workspace, for people without a team. `listed`: the reader is."""
    title = words("This week, together")
    lines = [together_line(words, together), my_share(words, together)]
    blocks = [header(title), section("\n".join(lines)), *_people(words, together.places)]
    spoken = [f"{title}:", *lines, *(place_line(words, it) for it in together.places)]
    return _with_rule(words, blocks, spoken, listed=listed)


def name_shown(words: Words) -> Card:
    line = words("Your name and how many breaks you took show from now on. Nothing else does.")
    return card([section(line), actions(button(words("Undo"), HIDE_NAME, "hide"))], line)


def name_hidden(words: Words) -> Card:
    return note(words("Your name is off all leaderboards."))


def _with_rule(
    words: Words, blocks: Sequence[Block], spoken: Sequence[str], *, listed: bool
) -> Card:
    show = [] if listed else [actions(button(words("Show my name"), SHOW_NAME, "show"))]
    return card([*blocks, *show, context(_rule(words))], *spoken, _rule(words))


def of_teams(words: Words, places: Sequence[TeamRank], mine: Sequence[TeamRank]) -> Card:
    """The first teams of the workspace; `mine` are the reader's teams further down."""
    title = words("This week, by team")
    rule = words(
        "Teams are ranked by the share of available people who took a break. Ties share a rank. "
        "Days with fewer than {n} available people don't count.",
        n=SEVERAL,
    )
    if not places:
        line = words(
            "No team has a share to show yet this week. `/stretch team on` in a channel starts one."
        )
        return card([header(title), section(line), context(rule)], f"{title}:", line, rule)
    lines = [_team_line(words, it) for it in (*places, *mine)]
    drawn = [
        f"{line}\n{bar(it.tally.percent)}" for line, it in zip(lines, (*places, *mine), strict=True)
    ]
    return card(
        [header(title), section("\n".join(drawn)), context(rule)], f"{title}:", *lines, rule
    )


def of_me(
    words: Words, place: int | None, breaks: int, *, channel_id: str | None, listed: bool
) -> Card:
    """The reader's own rank in a team, or in the workspace if `channel_id` is None."""
    title = words("Your week")
    where = (
        words("Among everybody here:")
        if channel_id is None
        else words("In the team of {channel}:", channel=mention(channel_id))
    )
    lines = [where, _mine(words, breaks) if channel_id is None else _counting(words, breaks)]
    if place is not None:
        lines.append(words("*Your place: {place}.*", place=place))
    elif breaks:
        lines.append(
            words("Places are told once {n} people have chosen to be listed.", n=LEAST_LISTED)
        )
    aside = words("Only you see this.")
    if not listed:
        aside = words("Only you see this, and you're on no leaderboard.")
    blocks = [
        header(title),
        section(" ".join(lines)),
        actions(settings_button(words)),
        context(aside),
    ]
    return card(blocks, f"{title}.", *lines, aside)


def switched_off(words: Words) -> Card:
    return note(
        words(
            "This leaderboard is switched off in this workspace. `/stretch streak` shows how it's "
            "going for you."
        )
    )


def switched(words: Words, off: frozenset[Board]) -> Card:
    """For an admin who just switched leaderboards on or off."""
    lines = [words("Saved."), _states(words, off)]
    choose = button(words("Choose"), CHOOSE_BOARDS, "boards")
    return card([section(" ".join(lines)), actions(choose)], *lines)


def not_admin(words: Words) -> Card:
    return note(
        words("Only admins of this workspace can switch leaderboards off and on for everybody.")
    )


def unclear(words: Words, typed: str) -> Card:
    line = words("I know no leaderboard “{typed}”.", typed=quoted(typed))
    ways = words(
        "There are `/stretch leaderboard`, `/stretch leaderboard teams` and `/stretch leaderboard "
        "me`; admins can switch each `off` and `on`."
    )
    return card([section(line), context(ways)], line, ways)


def choose(words: Words, off: frozenset[Board], answer_to: str) -> View:
    """The switches; Slack returns `answer_to` with the form."""
    names = _names(words)
    return modal(
        BOARDS_SAVED,
        words("Leaderboards"),
        [
            field(
                BOARDS,
                words("What people here can see"),
                checkboxes(
                    BOARDS,
                    [Choice(it.value, names[it]) for it in Board],
                    frozenset(it.value for it in Board if it not in off),
                ),
                hint=words("Names are only those of people who chose to be listed."),
                optional=True,
            )
        ],
        submit=words("Save"),
        close=words("Cancel"),
        metadata=answer_to,
    )


def shown_boards(values: FormValues) -> frozenset[Board]:
    """The leaderboards that the submitted modal switches on. Raises UnreadableForm."""
    try:
        return frozenset(map(Board, values.options(BOARDS)))
    except ValueError as error:
        raise UnreadableForm(f"a form of leaderboards: {error}") from error


def as_modal(words: Words, shown: Card) -> View:
    """A leaderboard as a modal, where there is no conversation to answer in."""
    return modal("board", words("Leaderboard"), shown.blocks, submit=None, close=words("Close"))


def _people(words: Words, places: Sequence[Rank]) -> list[Block]:
    if not places:
        return []
    return [section("\n".join(place_line(words, it) for it in places))]


def _team_line(words: Words, place: TeamRank) -> str:
    tally = place.tally
    return words(
        "{rank}. {channel}: {percent}%",
        rank=place.rank,
        channel=mention(tally.channel_id),
        percent=tally.percent,
    )


def _mine(words: Words, breaks: int) -> str:
    if not breaks:
        return words("Your first one this week goes here.")
    return words.many("You took {n} break this week.", "You took {n} breaks this week.", breaks)


def _counting(words: Words, breaks: int) -> str:
    """The breaks that count for a team: those since the reader joined it."""
    if not breaks:
        return words("Your first break this week goes here.")
    return words.many(
        "{n} break of yours counts for it this week.",
        "{n} breaks of yours count for it this week.",
        breaks,
    )


def _rule(words: Words) -> str:
    return words(
        "Only people who opted in are named, and only once {n} have.",
        n=LEAST_LISTED,
    )


def _names(words: Words) -> dict[Board, str]:
    return {
        Board.TEAM: words("a team's week"),
        Board.TEAMS: words("all teams side by side"),
        Board.ME: words("each person's own place, for them alone"),
    }


def _states(words: Words, off: frozenset[Board]) -> str:
    names = _names(words)
    shown = ", ".join(names[it] for it in Board if it not in off)
    if not shown:
        return words("No leaderboard is shown here.")
    return words("Shown here: {boards}.", boards=shown)
