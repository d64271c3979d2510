"""Joining, leaving, pausing, settings; what Slack tells about people."""
