"""Sending nudges, and collapsing old cards."""
