"""Teams, group breaks, the weekly digest, and leaderboards."""
