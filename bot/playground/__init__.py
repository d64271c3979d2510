"""A local Slack, as strict as Slack itself, for demos and tests. Start at `server.StandIn`."""
