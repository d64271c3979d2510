"""Quotes back what a person typed."""

LONGEST_QUOTE = 60
"""Characters; the rest is cut off."""


def quoted(typed: str) -> str:
    """`typed`, escaped for mrkdwn and cut to one line."""
    short = typed if len(typed) <= LONGEST_QUOTE else typed[:LONGEST_QUOTE] + "…"
    for sign, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("`", "'")):
        short = short.replace(sign, escaped)
    return short
