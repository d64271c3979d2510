"""People: joining, leaving, pausing, settings, and what Slack shows of them."""
