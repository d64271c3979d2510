"""The rules, pure: no clock, no randomness, no I/O; imports only this package."""
