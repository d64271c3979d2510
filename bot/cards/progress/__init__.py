"""Streaks, goals, plans and charts."""
