"""A local Slack, strict where Slack is strict, for trying Limber out and for its tests.

`server.StandIn` is the way in; `blockkit` holds the rules for blocks as pure functions.
"""
