"""Action ids of the buttons that are not part of an exercise card."""

from bot.cards.tickets import PREFIX
from bot.domain.selfcheck import Seen

JOIN = f"{PREFIX}join"
LEAVE = f"{PREFIX}leave"
RESUME = f"{PREFIX}resume"
PAUSE_HOUR = f"{PREFIX}pause_hour"
PAUSE_TODAY = f"{PREFIX}pause_today"
SNOOZE_FOR = f"{PREFIX}snooze_for"
"""The menu beside the one-click snooze."""
FORGET = f"{PREFIX}forget"
STRETCH = f"{PREFIX}stretch"
OPEN_SETTINGS = f"{PREFIX}settings"
CHECK = f"{PREFIX}check"
CHECK_BEGINS = f"{PREFIX}check_begins"
CHECK_REMINDS = f"{PREFIX}check_reminds"
GENTLE_START = f"{PREFIX}gentle_start"
BROWSE = f"{PREFIX}browse"
BROWSE_AREA = f"{PREFIX}browse_area"
BROWSE_POSITION = f"{PREFIX}browse_position"
BROWSE_PAGE = f"{PREFIX}browse_page"
"""Followed by .previous or .next: no two buttons of a message share an action id."""
PLAN_BEGINS = f"{PREFIX}plan_begins"
"""Followed by a dot and the plan's id."""
PLAN_NEXT = f"{PREFIX}plan_next"
PLAN_STOPS = f"{PREFIX}plan_stops"
TRY = f"{PREFIX}try"
"""Followed by a dot and the exercise's id."""
HOURS_SET = f"{PREFIX}hours_set"
"""Its value says the hours that it sets, as one would type them."""
STRETCH_REMOVED = f"{PREFIX}days_removed"
"""Followed by a dot and a number; its value is the id of a stretch of days."""
DAYS_WORKED = f"{PREFIX}days_worked"
"""Followed by a dot and a number; its value is the first and the last day, with a slash."""
HOME = f"{PREFIX}home"

SETTINGS_SAVED = f"{PREFIX}settings_saved"
"""The callback id of the settings modal."""

SAW = tuple(f"{PREFIX}saw_{n}" for n, _ in enumerate(Seen, start=1))
"""The action ids of the self-check's answers. They only number the buttons: action ids of unknown
buttons are logged, and what somebody saw is in the values alone."""
