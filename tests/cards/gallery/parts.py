"""Safety, and what Slack or Limber failed to do."""

from collections.abc import Iterator

from bot.cards.parts import failures, safety
from bot.library.words import Words
from tests.cards.gallery.samples import Named


def every(words: Words) -> Iterator[Named]:
    yield "pain", safety.pain(words)
    yield "Slack silent", failures.slack_silent(words)
    yield "admin unknown", failures.admin_unknown(words)
    yield "failed", failures.failed(words)
