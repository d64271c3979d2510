"""What a Slack status says about being busy."""

import re
from dataclasses import dataclass

from bot.domain.calendar.busy_signals import Signal

_FIRST_IDEOGRAPH = "\u2e80"
_SKIN_TONE = re.compile(r"::skin-tone-\d:?")


@dataclass(frozen=True)
class Signs:
    """What gives a status its meaning: emoji such as ":palm_tree:", or one of `words` in its text.

    `words` are words or phrases in lower case that match whole words only.
    """

    emoji: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statuses:
    """The signs of each signal. A text that contains one of `unless` means nothing."""

    vacation: Signs = Signs()
    meeting: Signs = Signs()
    unless: tuple[str, ...] = ()

    def meaning(self, text: str, emoji: str) -> Signal | None:
        """What a status means: text counts before emoji, a vacation before a meeting."""
        folded = text.casefold()
        if any(_contains(folded, phrase) for phrase in self.unless):
            return None
        order = ((Signal.VACATION, self.vacation), (Signal.MEETING, self.meeting))
        for signal, signs in order:
            if any(_contains(folded, phrase) for phrase in signs.words):
                return signal
        base_emoji = _SKIN_TONE.sub(":", emoji)
        return next((signal for signal, signs in order if base_emoji in signs.emoji), None)


def _contains(text: str, phrase: str) -> bool:
    """Whether the phrase is in the text as whole words: "call" is not in "recall".

    Scripts without spaces between words match anywhere.
    """
    if phrase[0] >= _FIRST_IDEOGRAPH:
        return phrase in text
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False
