"""Reads and checks content/: exercises, plans, statuses and words."""
