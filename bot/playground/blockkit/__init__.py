"""Slack's rules for Block Kit: pure functions from a payload to the faults in it.

Source: docs.slack.dev/reference/block-kit. Faults use Slack's own wording where it is known.
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
