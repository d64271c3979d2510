"""The Home tab, and /stretch why."""
