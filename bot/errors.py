"""The one way of saying that Limber cannot start, or a command cannot be done."""

CANNOT = 2
"""The exit code for what the person who started it can mend."""


class CannotStart(Exception):
    """One line a reason, each with its mend, for the person who started it."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
