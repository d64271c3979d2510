"""Requests from Slack: listeners, payloads, handlers and answers."""
