"""Limber: a Slack bot for stretch breaks at work."""
