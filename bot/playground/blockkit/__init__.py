"""Slack's rules for Block Kit, as pure functions from a payload to the faults in it.

The limits are those of docs.slack.dev/reference/block-deps; the wording of a fault is Slack's
own wherever it is known.
"""

from bot.playground.blockkit.surfaces import (
    faults_in_message,
    faults_in_view,
    is_too_large,
    is_too_long,
)

__all__ = [
    "faults_in_message",
    "faults_in_view",
    "is_too_large",
    "is_too_long",
]
