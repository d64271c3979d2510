"""A local Slack, strict where Slack is strict, for trying Limber out and for its tests."""
