"""What a channel sees of its team, and leaderboards."""
