"""The rules, pure: no clock, no random, no input or output; imports only this package."""
