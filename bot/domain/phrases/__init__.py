"""Text to value: every phrase that people type, and nothing else."""
