"""A team's weekly message: counts, one kind line, and no names. Its picture says nothing that its
words do not say too."""

from datetime import timedelta

from bot.cards.parts.action_ids import DIGEST_STOP, TEAM_SETTINGS
from bot.cards.parts.blocks import (
    Block,
    Card,
    Image,
    actions,
    button,
    card,
    confirm,
    context,
    header,
    optional_image,
    section,
)
from bot.charts.orders import DayShare as Drawn
from bot.charts.orders import TeamLabels, TeamOrder, label
from bot.domain.teams.teams import SEVERAL, Team, TeamDay
from bot.domain.teams.weekly_digest import Digest, KindWord, WeekShare
from bot.library.words import Words

WORKWEEK = 5
"""Days of the week that are drawn even if nobody was there."""


def digest(words: Words, told: Digest, picture: Image | None = None) -> Card:
    """The message into the team's channel."""
    title = words("Last week, together") if told.is_over else words("This week, together")
    lines = [
        _people(words, told),
        *_share(words, told),
        *_streak(words, told),
        *_goal(words, told),
    ]
    kind = kind_line(words, told)
    thread = words("How was it? A thread under this message is a good place for that.")
    rule = words("The team's weekly summary. Any member can change or stop it.")
    blocks: list[Block] = [header(title), section("\n".join(lines))]
    blocks += [
        *optional_image(picture),
        section(kind),
        context(thread),
        actions(*_buttons(words, told.team)),
        context(rule),
    ]
    return card(blocks, f"{title}:", *lines, kind, thread, rule)


def _people(words: Words, told: Digest) -> str:
    """How many took part, unless they were so few that it would say who."""
    breaks = words.many("*{n} break* in all.", "*{n} breaks* in all.", told.breaks)
    if told.people < SEVERAL:
        return breaks
    people = words.many("*{n} person took part.*", "*{n} people took part.*", told.people)
    return f"{people} {breaks}"


def _share(words: Words, told: Digest) -> list[str]:
    if not told.share.available:
        return []
    share = words(
        "On average, *{percent}* of available people took a break each day.",
        percent=percent(words, told.share),
    )
    if not told.rise:
        return [share]
    before = told.shares[-2]
    more = words("The week before it was {percent}.", percent=percent(words, before))
    return [f"{share} {more}"]


def _streak(words: Words, told: Digest) -> list[str]:
    if told.streak.current < 2:
        return []
    return [
        words.many(
            "Team streak: *{n} workday* on which at least half took one.",
            "Team streak: *{n} workdays in a row* on which at least half took one.",
            told.streak.current,
        )
    ]


def _goal(words: Words, told: Digest) -> list[str]:
    goal = told.team.weekly_goal
    if goal is None:
        return []
    line = words("Weekly goal: {done} of {goal} breaks.", done=told.breaks, goal=goal)
    return [f"{line} {words('*Reached!*')}" if told.reached else line]


def kind_line(words: Words, told: Digest) -> str:
    match told.kind:
        case KindWord.GOAL:
            return words("You set out for a goal together, and there you are. Well done.")
        case KindWord.EVERYBODY:
            return words(
                "Everyone available took a break on {weekday}. Nice!",
                weekday=words.weekday(told.full_days[0]),
            )
        case KindWord.MORE:
            return words("A larger share of you made room to move than the week before.")
        case KindWord.STREAK:
            return words("No streak of this team was ever longer. Enjoy it.")
        case KindWord.ANY:
            kind = (
                words("Every minute out of the chair was a minute well spent."),
                words("Small breaks add up, and these did."),
                words("Backs, necks and eyes say thank you."),
                words("A new week is a fresh start, for everybody."),
                words("Whoever got up for a moment: that was a good idea."),
            )
            return kind[told.pick(len(kind))]


def _buttons(words: Words, team: Team) -> list[Block]:
    change = button(
        words("Change"), TEAM_SETTINGS, team.channel_id, spoken=words("Change the team's settings")
    )
    stop = button(words("Stop these"), DIGEST_STOP, "stop", spoken=words("Stop the weekly summary"))
    question = confirm(
        words("Stop the weekly summary?"),
        words("It stops for the whole team. Any member can have it again."),
        words("Stop it"),
        words("Keep it"),
    )
    return [change, {**stop, "confirm": question}]


def stopped(words: Words, channel_id: str) -> Card:
    """For whoever stopped it."""
    line = words(
        "*No more weekly summaries here.* To have them again, choose a day for them in the team's "
        "settings: `/stretch team settings`."
    )
    change = button(words("Team settings"), TEAM_SETTINGS, channel_id)
    return card([section(line), actions(change)], line)


def percent(words: Words, share: WeekShare) -> str:
    return words("{n}%", n=share.percent)


def drawing(words: Words, told: Digest) -> TeamOrder:
    """What is drawn of the week and those before it."""
    days = [it for n, it in enumerate(told.days) if n < WORKWEEK or it.tells]
    weeks = [told.monday - timedelta(weeks=n) for n in reversed(range(len(told.shares)))]
    return TeamOrder(
        days=tuple(_drawn(words, WeekShare.over([it])) for it in days),
        trend=tuple(_drawn(words, it) for it in told.shares),
        labels=TeamLabels(
            days=label(words("How many took a break, day by day")),
            trend=label(words("Week by week")),
            half=label(words("half")),
            weekdays=tuple(label(words.short_weekday(it.date)) for it in days),
            weeks=tuple(label(words.short_day(it)) for it in weeks),
        ),
    )


def _drawn(words: Words, share: WeekShare) -> Drawn:
    took = min(share.took, share.available)
    said = percent(words, share) if share.available else ""
    return Drawn(took=took, available=share.available, said=label(said))


def in_words(words: Words, told: Digest) -> str:
    """The same for those who listen."""
    lived = [it for it in told.days if it.tells]
    days = ", ".join(_day_in_words(words, it) for it in lived)
    said = words("How many of those who could took a break: {days}.", days=days)
    if len(told.shares) == 1:
        return said
    weeks = ", ".join(percent(words, it) for it in told.shares if it.available)
    return f"{said} {words('Week by week, the oldest first: {weeks}.', weeks=weeks)}"


def _day_in_words(words: Words, day: TeamDay) -> str:
    return words(
        "{weekday} {took} of {available}",
        weekday=words.weekday(day.date),
        took=min(day.took, day.available),
        available=day.available,
    )
