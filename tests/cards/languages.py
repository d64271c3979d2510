"""English, and a made-up language that is longer."""

from gettext import NullTranslations

from babel import Locale

from bot.library.words import Languages, Words

LONGER = 1.4
"""Translations may be this much longer than English."""


class Brackets(NullTranslations):
    """Puts ⟦…⟧ around every sentence, and pads it."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}{'~' * int(len(message) * (LONGER - 1))}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ENGLISH = Languages({}).of("en-US")
WORDY = Words(Locale.parse("en_US"), Brackets())
