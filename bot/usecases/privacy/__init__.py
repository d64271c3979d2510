"""Export, forget-me, and deleting what is no longer needed."""
