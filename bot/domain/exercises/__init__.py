"""Exercises and plans, and which one comes next."""
