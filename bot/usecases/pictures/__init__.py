"""Which picture a card carries, and how it gets to Slack."""
