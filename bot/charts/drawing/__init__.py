"""Draws charts; imported by the worker process only."""
