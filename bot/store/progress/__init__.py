"""The log of breaks, and the summaries that can be rebuilt from it."""
