"""Action ids of the buttons that are not part of an exercise card."""

from bot.cards.tickets import PREFIX

JOIN = f"{PREFIX}join"
LEAVE = f"{PREFIX}leave"
RESUME = f"{PREFIX}resume"
PAUSE_HOUR = f"{PREFIX}pause_hour"
PAUSE_TODAY = f"{PREFIX}pause_today"
FORGET = f"{PREFIX}forget"
STRETCH = f"{PREFIX}stretch"
OPEN_SETTINGS = f"{PREFIX}settings"

SETTINGS_SAVED = f"{PREFIX}settings_saved"
"""The callback id of the settings modal."""
