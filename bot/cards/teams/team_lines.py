"""Lines about a team that several cards share."""

from bot.cards.schedule.hours_in_words import weekday_name
from bot.domain.teams.teams import Appointment, Team, TeamNow
from bot.library.words import Words

SQUARES = 10
FULL, EMPTY = "🟦", "▫️"


def mention(channel_id: str) -> str:
    """Slack shows the channel's name, but not that of a private channel to people outside it."""
    return f"<#{channel_id}>"


def heading(words: Words, team: Team) -> str:
    return words("*The team of {channel}*", channel=mention(team.channel_id))


def goal_line(words: Words, now: TeamNow) -> str:
    goal = now.team.weekly_goal
    if goal is None:
        return words.many(
            "*This week:* {n} break in all.",
            "*This week:* {n} breaks in all.",
            now.breaks,
        )
    if now.breaks < goal:
        return words("*This week:* {n} of the {goal} breaks you aim for.", n=now.breaks, goal=goal)
    return words(
        "*This week:* {n} breaks, and the goal of {goal} is reached.", n=now.breaks, goal=goal
    )


def today_line(words: Words, now: TeamNow) -> str:
    today = now.today
    if not today.breaks and not (today.shows_share and today.took):
        return words("*Today:* the first break goes here.")
    if not today.shows_share:
        return words.many("*Today:* {n} break in all.", "*Today:* {n} breaks in all.", today.breaks)
    return words(
        "*Today:* {n} of {available} took a break.", n=today.took, available=today.available
    )


def team_streak_line(words: Words, now: TeamNow) -> str:
    if not now.streak:
        return words("*Team streak:* a day on which at least half take a break begins one.")
    return words.many(
        "*Team streak:* {n} workday with at least half.",
        "*Team streak:* {n} workdays with at least half.",
        now.streak,
    )


def bar(share: int) -> str:
    """A share in percent as squares: at least one is full if there is anything."""
    full = min(SQUARES, max(share * SQUARES // 100, int(share > 0)))
    return FULL * full + EMPTY * (SQUARES - full)


def size_line(words: Words, size: int) -> str:
    if not size:
        return words("Nobody is in the team yet.")
    return words.many("{n} person is in the team.", "{n} people are in the team.", size)


def appointment_lines(words: Words, team: Team) -> list[str]:
    """When the digest and the daily break are, in the team's time zone."""
    lines = [
        words("No weekly summary.") if team.digest is None else digest_line(words, team.digest),
    ]
    if team.together is not None:
        at = words.clock(team.together)
        lines.append(words("A break together every workday, {time}.", time=at))
        if team.together_at is None:
            lines.append(words("It rests now; saving the settings brings it back."))
    return [*lines, words("Times are those of {zone}.", zone=team.zone)]


def digest_line(words: Words, digest: Appointment) -> str:
    return words(
        "The week is summed up here on {weekday}, {time}.",
        weekday=weekday_name(words, digest.weekday),
        time=words.clock(digest.at),
    )
