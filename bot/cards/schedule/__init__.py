"""Hours, days off, pauses and settings: when nudges come, and with which exercises."""
