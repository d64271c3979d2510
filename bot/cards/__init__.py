"""Everything people see in Slack, as pure functions from facts to (blocks, text)."""
