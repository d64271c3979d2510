"""Action ids of the buttons that are not part of an exercise card."""

from bot.cards.tickets import PREFIX
from bot.domain.selfcheck import Seen

JOIN = f"{PREFIX}join"
LEAVE = f"{PREFIX}leave"
RESUME = f"{PREFIX}resume"
PAUSE_HOUR = f"{PREFIX}pause_hour"
PAUSE_TODAY = f"{PREFIX}pause_today"
STRETCH = f"{PREFIX}stretch"
OPEN_SETTINGS = f"{PREFIX}settings"
CHECK = f"{PREFIX}check"
CHECK_BEGINS = f"{PREFIX}check_begins"
CHECK_REMINDS = f"{PREFIX}check_reminds"
GENTLE_START = f"{PREFIX}gentle_start"

SETTINGS_SAVED = f"{PREFIX}settings_saved"
"""The callback id of the settings modal."""


def saw(seen: Seen) -> str:
    """The action id of a self-check's answer."""
    return f"{PREFIX}saw_{seen.value}"
