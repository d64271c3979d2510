"""The one exception for a start or a command that cannot go on."""

CANNOT = 2
"""Exit code for faults that the operator can fix."""


class CannotStart(Exception):
    """One line per reason, each with its fix, for the operator."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons
