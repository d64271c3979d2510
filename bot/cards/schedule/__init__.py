"""Hours, days off, snoozing, settings: when nudges come and which."""
