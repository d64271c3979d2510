"""A team's weekly digest: counts, one kind line, and no names.

The text has everything that the chart shows.
"""

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
"""Days, from Monday on, that the chart always shows."""


def digest(words: Words, week: Digest, picture: Image | None = None) -> Card:
    """The message to the team's channel."""
    title = words("Last week, together") if week.is_over else words("This week, together")
    lines = [
        _people(words, week),
        *_share(words, week),
        *_streak(words, week),
        *_goal(words, week),
    ]
    kind = kind_line(words, week)
    thread = words("How was it? A thread under this message is a good place for that.")
    rule = words("The team's weekly summary. Any member can change or stop it.")
    blocks: list[Block] = [header(title), section("\n".join(lines))]
    blocks += [
        *optional_image(picture),
        section(kind),
        context(thread),
        actions(*_buttons(words, week.team)),
        context(rule),
    ]
    return card(blocks, f"{title}:", *lines, kind, thread, rule)


def _people(words: Words, week: Digest) -> str:
    """How many took part, unless so few did that the number would reveal who."""
    breaks = words.many("*{n} break* in all.", "*{n} breaks* in all.", week.breaks)
    if week.people < SEVERAL:
        return breaks
    people = words.many("*{n} person took part.*", "*{n} people took part.*", week.people)
    return f"{people} {breaks}"


def _share(words: Words, week: Digest) -> list[str]:
    if not week.share.available:
        return []
    share = words(
        "On average, *{percent}* of available people took a break each day.",
        percent=percent(words, week.share),
    )
    if not week.rise:
        return [share]
    before = week.shares[-2]
    earlier = words("The week before it was {percent}.", percent=percent(words, before))
    return [f"{share} {earlier}"]


def _streak(words: Words, week: Digest) -> list[str]:
    if week.streak.current < 2:
        return []
    return [
        words.many(
            "Team streak: *{n} workday* on which at least half took one.",
            "Team streak: *{n} workdays in a row* on which at least half took one.",
            week.streak.current,
        )
    ]


def _goal(words: Words, week: Digest) -> list[str]:
    goal = week.team.weekly_goal
    if goal is None:
        return []
    line = words("Weekly goal: {done} of {goal} breaks.", done=week.breaks, goal=goal)
    return [f"{line} {words('*Reached!*')}" if week.reached else line]


def kind_line(words: Words, week: Digest) -> str:
    match week.kind:
        case KindWord.GOAL:
            return words("You set out for a goal together, and there you are. Well done.")
        case KindWord.EVERYBODY:
            return words(
                "Everyone available took a break on {weekday}. Nice!",
                weekday=words.weekday(week.full_days[0]),
            )
        case KindWord.MORE:
            return words("More of you got moving than the week before.")
        case KindWord.STREAK:
            return words("No streak of this team was ever longer. Enjoy it.")
        case KindWord.ANY:
            kind = (
                words("Every minute out of the chair was a minute well spent."),
                words("Small breaks add up, and these did."),
                words("Backs, necks and eyes say thank you."),
                words("A new week is a fresh start, for everybody."),
                words("If you got up for a moment, that was a good idea."),
            )
            return kind[week.pick(len(kind))]


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
    """For the person who stopped the digest."""
    line = words(
        "*No more weekly summaries here.* To have them again, choose a day for them in the team's "
        "settings: `/stretch team settings`."
    )
    change = button(words("Team settings"), TEAM_SETTINGS, channel_id)
    return card([section(line), actions(change)], line)


def percent(words: Words, share: WeekShare) -> str:
    return words("{n}%", n=share.percent)


def chart(words: Words, week: Digest) -> TeamOrder:
    """The chart of the week and those before it."""
    days = [day for n, day in enumerate(week.days) if n < WORKWEEK or day.shows_share]
    weeks = [week.monday - timedelta(weeks=n) for n in reversed(range(len(week.shares)))]
    return TeamOrder(
        days=tuple(_drawn(words, WeekShare.over([it])) for it in days),
        trend=tuple(_drawn(words, it) for it in week.shares),
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
    caption = percent(words, share) if share.available else ""
    return Drawn(took=took, available=share.available, said=label(caption))


def in_words(words: Words, week: Digest) -> str:
    """The alt text of the chart."""
    shown = [day for day in week.days if day.shows_share]
    days = ", ".join(_day_in_words(words, day) for day in shown)
    text = words("How many people took a break each day: {days}.", days=days)
    if len(week.shares) == 1:
        return text
    weeks = ", ".join(percent(words, it) for it in week.shares if it.available)
    return f"{text} {words('Week by week, the oldest first: {weeks}.', weeks=weeks)}"


def _day_in_words(words: Words, day: TeamDay) -> str:
    return words(
        "{weekday} {took} of {available}",
        weekday=words.weekday(day.date),
        took=min(day.took, day.available),
        available=day.available,
    )
