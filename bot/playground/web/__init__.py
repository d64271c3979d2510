"""The web page and its control API."""
