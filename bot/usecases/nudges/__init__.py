"""Sending nudges, and clearing up after them."""
