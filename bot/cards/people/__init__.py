"""Joining, leaving, and help."""
