"""Teams, leaderboards, weekly digests and group breaks."""
