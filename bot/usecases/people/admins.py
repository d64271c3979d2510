"""Permission checks for admins. Limber stores no admins: it asks Slack each time."""

from bot.cards.parts import failures
from bot.cards.parts.blocks import Card
from bot.domain.members import Who
from bot.library.words import Words
from bot.usecases.deps import Deps


async def refusal(
    deps: Deps, who: Who, words: Words, no: Card, *, may: bool = False
) -> Card | None:
    """None if the person is an admin, or `may` anyway; else `no`, or that Slack did not answer."""
    is_admin = may or await deps.directory.is_admin(who)
    if is_admin is None:
        return failures.admin_unknown(words)
    return None if is_admin else no
