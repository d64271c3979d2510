"""The rules of content."""
