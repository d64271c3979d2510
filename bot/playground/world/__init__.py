"""The state of the pretended Slack, and its objects as Slack writes them."""
