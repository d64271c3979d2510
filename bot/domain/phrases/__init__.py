"""Parses everything that people type into values."""
