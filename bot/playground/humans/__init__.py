"""What people do in Slack, and the payloads the app gets for it."""
