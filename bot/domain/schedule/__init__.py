"""When the next nudge is due, and what moves it."""
