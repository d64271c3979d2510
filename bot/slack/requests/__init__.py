"""What Slack sends: listeners, payloads, and the handlers that answer."""
