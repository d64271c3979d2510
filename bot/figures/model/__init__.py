"""Figures as data: people, poses, rooms, scenes, and the schema of figure files."""
