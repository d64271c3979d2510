"""Teams, leaderboards, digests and group breaks."""
