"""Home for people who have not joined, and the welcome message after installation."""

from bot.cards.parts.action_ids import BROWSE
from bot.cards.parts.blocks import (
    Block,
    Card,
    actions,
    button,
    card,
    context,
    divider,
    header,
    section,
)
from bot.cards.parts.common_buttons import join_button, stretch_button
from bot.cards.parts.safety import disclaimer
from bot.cards.people.membership_cards import when_nudged
from bot.cards.privacy.privacy_cards import nothing_kept, your_data
from bot.cards.progress.streak_card import Overview, streak_line, today_line
from bot.domain.exercises.browsing import Selection
from bot.domain.settings.preferences import Preferences
from bot.library.words import Words


def guest_blocks(words: Words, overview: Overview, data_news: str = "") -> list[Block]:
    """Home for a person who has not joined, or has left."""
    member = overview.member
    preferences = member.preferences if member is not None else Preferences()
    has_left = member is not None and member.has_left
    return [
        header(words("Limber")),
        section(_left(words) if has_left else _invitation(words)),
        *_so_far(words, overview),
        section("\n".join([words("*When you join:*"), *_promises(words, preferences)])),
        actions(
            join_button(words, again=has_left, style="primary"),
            stretch_button(words, words("Try one now")),
            library_button(words),
        ),
        divider(),
        *(your_data(words, data_news) if member is not None else nothing_kept(words)),
        context(words("Only you see this page."), disclaimer(words)),
    ]


def welcome(words: Words) -> Card:
    """Sent only to the person who installed Limber."""
    first = words("*Limber is installed.* Thank you for making room to move.")
    promise = words(
        "Nobody hears from me before they join, and I have told nobody but you. To try it, join; "
        "to share it, mention `/stretch` in a channel you like."
    )
    blocks = [
        section(first),
        section(pitch(words)),
        section(promise),
        actions(join_button(words, style="primary"), stretch_button(words)),
        context(disclaimer(words)),
    ]
    return card(blocks, first, pitch(words), promise, disclaimer(words))


def pitch(words: Words) -> str:
    return words(
        "I nudge you out of your chair every 30 to 40 minutes of your working day, with one "
        "short exercise you can do where you are."
    )


def _invitation(words: Words) -> str:
    return words(
        "I get you out of your chair now and then, with one short exercise you can do where you "
        "are."
    )


def _left(words: Words) -> str:
    return words("You've left, so I won't send you anything. I'll keep your streak.")


def _so_far(words: Words, overview: Overview) -> list[Block]:
    """The breaks that a person took without having joined."""
    if not overview.streak.breaks:
        return []
    return [section(f"{streak_line(words, overview)} {today_line(words, overview)}")]


def _promises(words: Words, preferences: Preferences) -> list[str]:
    """What joining means, with the settings they have."""
    return [
        f"• {when_nudged(words, preferences)}",
        words("• One click, and an exercise shows step by step. It takes a minute or two."),
        words("• Nudges wait while Slack shows that you're busy, and rest on your days off."),
        words("• Only people who join get nudges. Nobody else is told that you did."),
        words("• Pause, change everything, or leave: one click, any time."),
    ]


def library_button(words: Words) -> Block:
    return button(words("Browse exercises"), BROWSE, Selection().text)
