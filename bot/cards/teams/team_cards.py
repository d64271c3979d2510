"""Teams: the card with Join in the channel, and the answers to starting, joining, leaving, ending.

What people do only appears as counts.
"""

from bot.cards.parts.action_ids import INVITED, TEAM_JOIN, TEAM_OFF, TEAM_ON, TEAM_SEEN
from bot.cards.parts.blocks import Card, actions, button, card, confirm, context, note, section
from bot.cards.parts.common_buttons import join_button
from bot.cards.parts.quoting import quoted
from bot.cards.teams.team_lines import appointment_lines, digest_line, mention, size_line
from bot.cards.teams.team_status import board_button
from bot.domain.members import Member
from bot.domain.teams.leaderboards import LEAST_LISTED
from bot.domain.teams.teams import SEVERAL, Channel, Team
from bot.library.words import Words


def invitation(words: Words, team: Team, name: str, size: int) -> Card:
    """The only card that is posted to a team's channel; `size` people are in the team.

    `name` is that of its founder, "" if Slack did not return it: a name, because a mention would
    notify them.
    """
    first = (
        words("*{name} started a stretch team here.*", name=quoted(name))
        if name
        else words("*There's a stretch team here now.*")
    )
    so_far = words.many("{n} is in so far.", "{n} are in so far.", size) if size else ""
    offer = words(
        "Take breaks side by side and keep a streak together. The channel only sees numbers."
    )
    join = button(words("Join"), f"{TEAM_JOIN}.{INVITED}", team.channel_id, style="primary")
    seen = button(words("What others see"), TEAM_SEEN, team.channel_id)
    lines = [first, *filter(None, [so_far]), offer]
    return card([section(" ".join(lines)), actions(join, seen)], *lines)


def ended_by(words: Words, name: str) -> Card:
    """For the channel, so that the members know why the team is gone; `name` may be ""."""
    if not name:
        return note(words("The stretch team of this channel has ended, and its numbers are gone."))
    return note(
        words(
            "{name} has ended the stretch team of this channel, and its numbers are gone.",
            name=quoted(name),
        )
    )


def begun(words: Words) -> Card:
    return note(words("Team started! Tap Join on its card to be in it too."))


def perhaps_begun(words: Words) -> Card:
    """The team exists, but Slack did not confirm its card."""
    return note(
        words(
            "The team is there, but Slack didn't say whether its card has arrived. If you see "
            "none, `/stretch team` has a Join button as well."
        )
    )


def not_invited(words: Words) -> Card:
    """For a channel that Limber is not in."""
    return note(
        words(
            "I'm not in this channel yet. Type `/invite @Limber` here, and then `/stretch team "
            "on` once more."
        )
    )


def not_posted(words: Words) -> Card:
    return note(
        words("Slack didn't take the team's card just now, so nothing has begun. Try again soon.")
    )


def where_to_type(words: Words) -> Card:
    """For a direct message, which cannot have a team."""
    return note(
        words(
            "A team lives in a channel: type `/stretch team on` in the one whose people you would "
            "like to take breaks with."
        )
    )


def no_team(words: Words, channel: Channel | None) -> Card:
    """The channel has no team; without a channel, the person is in none."""
    if channel is None:
        first = words("You're in no team yet.")
        return card(
            [section(f"{first} {_what_a_team_is(words)}"), context(where_to_type(words).text)],
            first,
            _what_a_team_is(words),
            where_to_type(words).text,
        )
    first = words("There's no team in this channel.")
    start = button(words("Start a team here"), TEAM_ON, "on")
    return card(
        [section(f"{first} {_what_a_team_is(words)}"), actions(start)],
        first,
        _what_a_team_is(words),
        words("`/stretch team on` starts one."),
    )


def consent(words: Words, team: Team, size: int) -> Card:
    """What joining a team of `size` people means. Only the click on Join joins."""
    first = words("*Join the team of this channel?*")
    lines = [first, size_line(words, size), _what_is_seen(words)]
    asides = [_small_teams(words), _what_members_may(words, team), _ways_out(words)]
    join = button(words("Join"), TEAM_JOIN, team.channel_id, style="primary")
    blocks = [
        section(f"{first} {size_line(words, size)}"),
        section(_what_is_seen(words)),
        actions(join),
        context(*asides),
    ]
    return card(blocks, *lines, *asides)


def joined(words: Words, member: Member, team: Team, *, already: bool = False) -> Card:
    """People who get no nudges are offered them."""
    first = (
        words("*You're in this team already.*")
        if already
        else words(
            "*You're in the team.* It counts you from today on, and your breaks from now on."
        )
    )
    lines = [first, _ways_out(words)]
    buttons = [board_button(words, team, "")]
    if not member.is_active:
        lines.append(
            words(
                "I send you nothing unasked. If you like, I bring you a short break every 30 to "
                "40 minutes of your working day."
            )
        )
        buttons.insert(0, join_button(words, style="primary"))
    return card([section(" ".join(lines)), actions(*buttons)], *lines)


def left(words: Words, team: Team, *, here: bool) -> Card:
    """`here`: the person is in the team's channel, so the card can offer Join."""
    line = words(
        "You're no longer in the team of {channel}. What it did together stays with it, without "
        "you.",
        channel=mention(team.channel_id),
    )
    rejoin = [actions(button(words("Join again"), TEAM_JOIN, team.channel_id))] * here
    return card([section(line), *rejoin], line)


def not_in(words: Words) -> Card:
    return note(words("You're not in that team."))


def gone(words: Words) -> Card:
    """For a click on a button of a team that has ended."""
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
            words("Its days and its streak can't be brought back."),
            words("End it"),
            words("Keep it"),
        ),
    }
    return card([section(line), actions(end)], line)


def ended(words: Words) -> Card:
    return note(words("The team has ended, and I've deleted its numbers."))


def not_yours(words: Words) -> Card:
    """For a person who may not end the team."""
    return note(
        words("That's for the people of the team to decide, and for admins of this workspace.")
    )


def members_decide(words: Words) -> Card:
    return note(words("The people of the team decide that. Join, and you're one of them."))


def unclear(words: Words, typed: str) -> Card:
    line = words("I'm not sure what “{typed}” is for a team.", typed=quoted(typed))
    commands = [
        words("`/stretch team`: how it stands"),
        words("`/stretch team on`, `/stretch team off`: begin one, end it"),
        words("`/stretch team join`, `/stretch team leave`: be in it, or not"),
        words("`/stretch team settings`: a goal, a weekly summary, a break together"),
    ]
    listed = "\n".join(f"• {it}" for it in commands)
    return card([section(line), section(listed)], line, *(f"{it}." for it in commands))


def settings_saved(words: Words, team: Team) -> Card:
    lines = [words("Saved."), *appointment_lines(words, team)]
    return card([section(lines[0]), context(*lines[1:])], *lines)


def _what_a_team_is(words: Words) -> str:
    return words(
        "A team is a channel whose people take breaks side by side: they see how many of them took "
        "one today, and never who."
    )


def _what_is_seen(words: Words) -> str:
    return words(
        "This channel sees only totals: today's count once {several} people are available, this "
        "week's breaks, and the team streak. Never who took a break and who didn't. Everybody in "
        "the workspace can see the team's share of the week. Names appear only on the leaderboard, "
        "only for people who opted in, and only once {n} have.",
        n=LEAST_LISTED,
        several=SEVERAL,
    )


def _small_teams(words: Words) -> str:
    return words("In a very small team others may guess whose breaks they are.")


def _what_members_may(words: Words, team: Team) -> str:
    may = words("Everybody in the team can set a goal for the week, a summary, or end the team.")
    if team.digest is None:
        return may
    return f"{digest_line(words, team.digest)} {may}"


def _ways_out(words: Words) -> str:
    return words("Leaving takes one click, `/stretch team leave`, or leaving the channel.")
