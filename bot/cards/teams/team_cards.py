"""A team as its people see it: the card with Join in its channel, how it stands, what was decided.

Everything it says of what people do is a count.
"""

from collections.abc import Sequence

from bot.cards.parts.action_ids import (
    JOIN,
    TEAM_BOARD,
    TEAM_JOIN,
    TEAM_LEAVE,
    TEAM_OFF,
    TEAM_ON,
    TEAM_SETTINGS,
)
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
    note,
    section,
)
from bot.cards.parts.quoting import quoted
from bot.cards.schedule.hours_in_words import weekday_name
from bot.cards.teams.team_lines import (
    bar,
    goal_line,
    heading,
    mention,
    team_streak_line,
    today_line,
)
from bot.domain.members import Member
from bot.domain.teams.leaderboards import LEAST_LISTED, percent
from bot.domain.teams.teams import SEVERAL, Appointment, Channel, Team, TeamNow
from bot.library.words import Words


def invitation(words: Words, team: Team, name: str) -> Card:
    """The one card that is put into a team's channel; `name` is whose idea it was, "" if Slack
    does not tell. A name, not a mention: nobody is pinged."""
    first = (
        words("*{name} has started a stretch team in this channel.*", name=quoted(name))
        if name
        else words("*There is a stretch team in this channel now.*")
    )
    offer = words("Take breaks side by side: whoever likes taps Join, and nobody has to.")
    lines = [first, offer, _what_is_seen(words)]
    asides = [_small_teams(words), _what_members_may(words, team), _ways_out(words)]
    join = button(words("Join"), TEAM_JOIN, team.channel_id, style="primary")
    blocks = [
        section(f"{first} {offer}"),
        section(_what_is_seen(words)),
        actions(join),
        context(*asides),
    ]
    return card(blocks, *lines, *asides)


def ended_by(words: Words, name: str) -> Card:
    """Told in the channel: whoever was in the team may wonder where it went."""
    if not name:
        return note(words("The stretch team of this channel has ended, and its numbers are gone."))
    return note(
        words(
            "{name} has ended the stretch team of this channel, and its numbers are gone.",
            name=quoted(name),
        )
    )


def begun(words: Words) -> Card:
    return note(
        words(
            "Done: the team is there, and its card with Join is in the channel. You are not in it "
            "before you tap Join yourself."
        )
    )


def perhaps_begun(words: Words) -> Card:
    """For a card of which nobody can say whether it arrived."""
    return note(
        words(
            "The team is there, but Slack did not say whether its card has arrived. If you see "
            "none, `/stretch team` has a Join button as well."
        )
    )


def not_invited(words: Words) -> Card:
    """For who wants a team where Limber is not."""
    return note(
        words(
            "I am not in this channel yet. Type `/invite @Limber` here, and then `/stretch team "
            "on` once more."
        )
    )


def not_posted(words: Words) -> Card:
    return note(
        words("Slack did not take the team's card just now, so nothing has begun. Try again soon.")
    )


def where_to_type(words: Words) -> Card:
    """For a direct message, where there is no team to be."""
    return note(
        words(
            "A team lives in a channel: type `/stretch team on` in the one whose people you would "
            "like to take breaks with."
        )
    )


def no_team(words: Words, channel: Channel | None) -> Card:
    """For a channel without a team, or somebody who is in none."""
    if channel is None:
        first = words("You are in no team yet.")
        return card(
            [section(f"{first} {_what_a_team_is(words)}"), context(where_to_type(words).text)],
            first,
            _what_a_team_is(words),
            where_to_type(words).text,
        )
    first = words("There is no team in this channel.")
    start = button(words("Start a team here"), TEAM_ON, "on")
    return card(
        [section(f"{first} {_what_a_team_is(words)}"), actions(start)],
        first,
        _what_a_team_is(words),
        words("`/stretch team on` starts one."),
    )


def standing(words: Words, now: TeamNow, size: int, *, is_in: bool, said: str = "") -> Card:
    """How a team of `size` people stands, to somebody in its channel."""
    lines = [*[said] * bool(said), _size(words, size)]
    blocks = [
        section(" ".join(lines)),
        _numbers(words, now),
        actions(*_buttons(words, now.team, is_in=is_in)),
        context(*_appointments(words, now.team)),
    ]
    spoken = [*lines, *_sentences(words, now), *_appointments(words, now.team)]
    return card(blocks, *spoken)


def mine(words: Words, teams: Sequence[TeamNow], *, more: int = 0) -> Card:
    """The teams somebody is in, for where no team is, and how many more there are."""
    title = _title(words, len(teams))
    spoken = [f"{title}."]
    for it in teams:
        spoken += [f"{heading(words, it.team)}:", *_sentences(words, it)]
    further = _further(words, more)
    blocks = [header(title), *_each(words, teams), *map(context, further)]
    return card(blocks, *spoken, *further)


def home_section(words: Words, teams: Sequence[TeamNow], *, more: int = 0) -> list[Block]:
    """The part of Home about the teams somebody is in; nothing for who is in none."""
    if not teams:
        return []
    shown = [*_each(words, teams), *map(context, _further(words, more))]
    return [header(_title(words, len(teams))), *shown, divider()]


def _further(words: Words, more: int) -> list[str]:
    if not more:
        return []
    return [
        words.many(
            "You are in {n} more team: `/stretch team` in its channel shows it, and "
            "`/stretch team leave` there leaves it.",
            "You are in {n} more teams: `/stretch team` in their channels shows them, and "
            "`/stretch team leave` there leaves them.",
            more,
        )
    ]


def consent(words: Words, team: Team, size: int) -> Card:
    """What being in a team of `size` people means: joining is by click alone."""
    first = words("*Join the team of this channel?*")
    lines = [first, _size(words, size), _what_is_seen(words)]
    asides = [_small_teams(words), _ways_out(words)]
    join = button(words("Join"), TEAM_JOIN, team.channel_id, style="primary")
    blocks = [
        section(f"{first} {_size(words, size)}"),
        section(_what_is_seen(words)),
        actions(join),
        context(*asides),
    ]
    return card(blocks, *lines, *asides)


def joined(words: Words, member: Member, team: Team, *, already: bool = False) -> Card:
    """To who has tapped Join; somebody whom nothing is sent to is offered nudges."""
    first = (
        words("*You are in this team already.*")
        if already
        else words(
            "*You are in the team.* It counts you from today on, and your breaks from now on."
        )
    )
    lines = [first, _ways_out(words)]
    ways = [_board_button(words, team, "")]
    if not member.is_active:
        lines.append(
            words(
                "I send you nothing unasked. If you like, I bring you a short break every 30 to "
                "40 minutes of your working day."
            )
        )
        ways.insert(0, button(words("Count me in"), JOIN, "join", style="primary"))
    return card([section(" ".join(lines)), actions(*ways)], *lines)


def left(words: Words, team: Team, *, here: bool) -> Card:
    """`here`: they are in its channel, where Join can stand beside it."""
    line = words(
        "You are no longer in the team of {channel}. What it did together stays with it, without "
        "you.",
        channel=mention(team.channel_id),
    )
    again = [actions(button(words("Join again"), TEAM_JOIN, team.channel_id))] * here
    return card([section(line), *again], line)


def not_in(words: Words) -> Card:
    return note(words("You are not in that team."))


def gone(words: Words) -> Card:
    """For a button of a team that has ended."""
    return note(words("That team has ended. `/stretch team on` in its channel starts a new one."))


def ask_to_end(words: Words, team: Team) -> Card:
    line = words(
        "End the team of {channel}? Its days, its streak and its settings are deleted. What each "
        "of you did stays with you.",
        channel=mention(team.channel_id),
    )
    end = {
        **button(words("End the team"), TEAM_OFF, team.channel_id, style="danger"),
        "confirm": confirm(
            words("End the team?"),
            words("Its days and its streak cannot be brought back."),
            words("End it"),
            words("Keep it"),
        ),
    }
    return card([section(line), actions(end)], line)


def ended(words: Words) -> Card:
    return note(words("Done: the team has ended, and its numbers are deleted."))


def not_yours(words: Words) -> Card:
    """For who may not decide about a team."""
    return note(
        words("That is for the people of the team to decide, and for admins of this workspace.")
    )


def members_decide(words: Words) -> Card:
    return note(words("The people of the team decide that. Join, and you are one of them."))


def unclear(words: Words, typed: str) -> Card:
    line = words("I do not know “{typed}” of a team.", typed=quoted(typed))
    ways = [
        words("`/stretch team`: how it stands"),
        words("`/stretch team on`, `/stretch team off`: begin one, end it"),
        words("`/stretch team join`, `/stretch team leave`: be in it, or not"),
        words("`/stretch team settings`: a goal, a weekly summary, a break together"),
    ]
    listed = "\n".join(f"• {it}" for it in ways)
    return card([section(line), section(listed)], line, *(f"{it}." for it in ways))


def settings_saved(words: Words, team: Team) -> Card:
    lines = [words("Saved."), *_appointments(words, team)]
    return card([section(lines[0]), context(*lines[1:])], *lines)


def _numbers(words: Words, now: TeamNow) -> Block:
    today, goal = now.today, now.team.weekly_goal
    shares = {
        today_line(words, now): percent(today.took, today.available) if today.tells else None,
        goal_line(words, now): percent(now.breaks, goal) if goal is not None else None,
        team_streak_line(words, now): None,
    }
    return fields(
        *(line if share is None else f"{line}\n{bar(share)}" for line, share in shares.items())
    )


def _sentences(words: Words, now: TeamNow) -> list[str]:
    return [today_line(words, now), goal_line(words, now), team_streak_line(words, now)]


def _size(words: Words, size: int) -> str:
    if not size:
        return words("Nobody is in the team yet.")
    return words.many("{n} person is in the team.", "{n} people are in the team.", size)


def _each(words: Words, teams: Sequence[TeamNow]) -> list[Block]:
    blocks: list[Block] = []
    for n, it in enumerate(teams, start=1):
        blocks += [
            section(heading(words, it.team)),
            _numbers(words, it),
            actions(*_buttons(words, it.team, is_in=True, suffix=f".{n}")),
        ]
    return blocks


def _title(words: Words, count: int) -> str:
    return words("Your team") if count == 1 else words("Your teams")


def _buttons(words: Words, team: Team, *, is_in: bool, suffix: str = "") -> list[Block]:
    if not is_in:
        join = button(words("Join"), TEAM_JOIN + suffix, team.channel_id, style="primary")
        return [join, _board_button(words, team, suffix)]
    leave = {
        **button(words("Leave the team"), TEAM_LEAVE + suffix, team.channel_id),
        "confirm": confirm(
            words("Leave the team?"),
            words("Your breaks no longer count for it. Your own streak is not touched."),
            words("Leave"),
            words("Stay"),
        ),
    }
    settings = button(words("Team settings"), TEAM_SETTINGS + suffix, team.channel_id)
    return [_board_button(words, team, suffix), settings, leave]


def _board_button(words: Words, team: Team, suffix: str) -> Block:
    return button(words("Leaderboard"), TEAM_BOARD + suffix, team.channel_id)


def _what_a_team_is(words: Words) -> str:
    return words(
        "A team is a channel whose people take breaks side by side: they see how many of them took "
        "one today, and never who."
    )


def _what_is_seen(words: Words) -> str:
    return words(
        "What this channel can see are numbers: how many of the team took a break today, once at "
        "least {several} could; how many breaks it took this week; how many such workdays in a row "
        "at least half took one. Never who did and who did not. Everybody in the workspace can see "
        "its share of the week. Names stand only on the leaderboard, only of people who switched "
        "that on, and only once {n} have.",
        n=LEAST_LISTED,
        several=SEVERAL,
    )


def _small_teams(words: Words) -> str:
    return words("In a very small team others may guess whose breaks they are.")


def _what_members_may(words: Words, team: Team) -> str:
    may = words("Everybody in the team can set a goal for the week, a summary, or end the team.")
    if team.digest is None:
        return may
    return f"{_digest(words, team.digest)} {may}"


def _digest(words: Words, digest: Appointment) -> str:
    return words(
        "The week is summed up here on {weekday}, {time}.",
        weekday=weekday_name(words, digest.weekday),
        time=words.clock(digest.at),
    )


def _appointments(words: Words, team: Team) -> list[str]:
    """What was decided about summaries and breaks together, on the team's own clock."""
    said = [
        words("No weekly summary.") if team.digest is None else _digest(words, team.digest),
    ]
    if team.together is not None:
        at = words.clock(team.together)
        said.append(words("A break together every workday, {time}.", time=at))
        if team.together_at is None:
            said.append(words("It rests now; saving the settings brings it back."))
    return [*said, words("Times are those of {zone}.", zone=team.zone)]


def _ways_out(words: Words) -> str:
    return words("Leaving takes one click, `/stretch team leave`, or leaving the channel.")
