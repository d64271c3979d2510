"""Parses and writes working hours: "mon-thu 9-12 13-17, fri 9-13"."""
