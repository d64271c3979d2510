"""The rules, pure: no clock, no dice, no input or output; imports only this package."""
