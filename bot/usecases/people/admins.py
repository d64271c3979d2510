"""What only admins may do. Slack is asked each time: Limber keeps no list of them."""

from bot.cards.parts import failures
from bot.cards.parts.blocks import Card
from bot.domain.members import Who
from bot.library.words import Words
from bot.usecases.deps import Deps


async def refusal(
    deps: Deps, who: Who, words: Words, no: Card, *, may: bool = False
) -> Card | None:
    """What to say to somebody who is no admin; `may`: they need not be one."""
    is_admin = may or await deps.directory.is_admin(who)
    if is_admin is None:
        return failures.admin_unknown(words)
    return None if is_admin else no
