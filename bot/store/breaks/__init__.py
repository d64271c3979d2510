"""Nudges and the pictures on them."""
