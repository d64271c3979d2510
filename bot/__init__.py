"""Limber: a Slack bot for stretch breaks at work."""

__version__ = "0.1.0"
