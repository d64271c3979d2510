"""People at their Slack clients, and what they do."""
