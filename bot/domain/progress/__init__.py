"""Streaks and the heat map of the last weeks."""
