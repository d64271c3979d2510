"""Export, forget-me, and deleting old data."""
