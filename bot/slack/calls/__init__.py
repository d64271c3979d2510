"""What Limber asks of Slack, with typed outcomes."""
