"""What somebody typed, quoted back to them."""

LONGEST_QUOTE = 60
"""Characters of what somebody typed that are quoted back."""


def quoted(typed: str) -> str:
    """What somebody typed, safe to show in mrkdwn and not longer than a line."""
    short = typed if len(typed) <= LONGEST_QUOTE else typed[:LONGEST_QUOTE] + "…"
    for sign, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("`", "'")):
        short = short.replace(sign, safe)
    return short
