"""Installation: tokens, OAuth, the app manifest."""
