"""Teams, their counts, leaderboards, digests and group breaks."""
