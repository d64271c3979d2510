"""The edge to Slack: what comes in, what goes out, how it is paced and trusted."""
