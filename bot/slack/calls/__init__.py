"""Calls to Slack, with typed outcomes."""
