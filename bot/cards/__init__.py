"""Everything people see in Slack: pure functions from facts to blocks and text."""
