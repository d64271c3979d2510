"""The state of the pretend Slack, and its objects in Slack's own JSON."""
