"""What a person's Slack status says about being busy."""

import re
from dataclasses import dataclass

from bot.domain.calendar.busy_signals import Signal

_FIRST_IDEOGRAPH = "\u2e80"
_SKIN_TONE = re.compile(r"::skin-tone-\d:?")


@dataclass(frozen=True)
class Signs:
    """What gives a status its meaning: emoji such as ":palm_tree:", and words or phrases in
    lower case, of which one must stand in the text as whole words."""

    emoji: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statuses:
    """The signs of each signal. A text with one of the words in `unless` says none of it."""

    vacation: Signs = Signs()
    meeting: Signs = Signs()
    unless: tuple[str, ...] = ()

    def meaning(self, text: str, emoji: str) -> Signal | None:
        """What a status means; its words count before its picture, absence before a meeting."""
        said = text.casefold()
        if any(_says(said, it) for it in self.unless):
            return None
        order = ((Signal.VACATION, self.vacation), (Signal.MEETING, self.meeting))
        for signal, signs in order:
            if any(_says(said, it) for it in signs.words):
                return signal
        shown = _SKIN_TONE.sub(":", emoji)
        return next((signal for signal, signs in order if shown in signs.emoji), None)


def _says(text: str, phrase: str) -> bool:
    """Whether the phrase stands there by itself: "call" is not in "recall". Scripts that put
    no spaces between words have no such thing."""
    if phrase[0] >= _FIRST_IDEOGRAPH:
        return phrase in text
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False
