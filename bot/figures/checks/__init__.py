"""Checks that poses are plausible, without drawing them."""
