"""Writes pictures to files: stills, films, whole libraries, and sheets."""
