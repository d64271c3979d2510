"""The edge to Slack: requests in, calls out, and the tokens of workspaces."""
