"""Joining, leaving, and help: what somebody reads about being a member."""
