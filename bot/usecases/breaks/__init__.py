"""Breaks: offers, clicks, feedback, the self-check, plans."""
