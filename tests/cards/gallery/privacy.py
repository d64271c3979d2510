"""What is kept of a person, its export and its deletion."""

from collections.abc import Iterator

from bot.cards.privacy import privacy_cards
from bot.cards.privacy.privacy_cards import Unsent
from bot.library.words import Words
from tests.cards.gallery.samples import Named


def every(words: Words) -> Iterator[Named]:
    for known in (True, False):
        yield f"privacy {known}", privacy_cards.answer(words, is_known=known)
    yield "forget", privacy_cards.forget(words)
    yield "forgotten", privacy_cards.forgotten(words)
    yield "nothing known", privacy_cards.nothing_known(words)
    yield "export comes", privacy_cards.export_comes(words)
    yield "export came", privacy_cards.export_too_soon(words)
    yield "export", privacy_cards.export(words)
    for why in Unsent:
        yield f"export failed {why}", privacy_cards.export_failed(words, why)
