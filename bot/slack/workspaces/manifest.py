"""The app manifest (schema version 2), for Socket Mode or HTTP, with the fewest scopes."""

from typing import Any

UPLOADS = "files:write"
"""The only optional scope: uploads pictures and exports."""
BOT_SCOPES = (
    "channels:read",  # who leaves a public channel, and when it ends
    "chat:write",  # nudges, and cards in channels that Limber is in
    "commands",  # /stretch
    "dnd:read",  # no nudges during do not disturb
    "groups:read",  # the same for private channels
    UPLOADS,
    "users:read",  # time zone, language, status, admins
)
"""channels:read and groups:read are for events only. Limber never lists channels or their members,
and reads no messages: that would need *:history."""
BOT_EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "dnd_updated_user",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_left_channel",
    "tokens_revoked",
    "user_change",
    "user_huddle_changed",
)
"""user_change includes status changes, so user_status_changed is not needed.

A team is a channel: leaving the channel leaves the team (member_left_channel). The team ends when
Limber is removed (channel_left, group_left: an app gets no member_left_channel for itself) or the
channel is archived or deleted. A channel that becomes private keeps its id and its team. Joining a
channel does not join its team, so member_joined_channel is not needed.
"""

_LONG_DESCRIPTION = (
    "Limber gets people out of their chairs. People who join get one kind nudge every 30 to 40 "
    "minutes of their working day; a click opens a short exercise, step by step, that can be done "
    "at a desk. Streaks count workdays, and weekends and paused days never break them. Nobody is "
    "nudged without asking for it, and what a person does stays between them and the bot. Limber "
    "gives general information, not medical advice."
)


def manifest(public_url: str | None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at `public_url`."""
    base = public_url.rstrip("/") if public_url is not None else None
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Limber",
            "description": "A kind nudge to get up and stretch, every 30 to 40 minutes.",
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#1f5c4d",
        },
        "features": _features(base),
        "oauth_config": {
            **({} if base is None else {"redirect_urls": [f"{base}/slack/oauth_redirect"]}),
            "scopes": {"bot": list(BOT_SCOPES)},
        },
        "settings": _settings(base),
    }


def _features(base: str | None) -> dict[str, Any]:
    command = {
        "command": "/stretch",
        "description": "A short exercise now; or join, pause, settings, streak, help",
        "usage_hint": "[join | pause 2h | settings | streak | team | hips | help]",
        "should_escape": False,
        **_at_events(base, "url"),
    }
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Limber", "always_online": True},
        "slash_commands": [command],
    }


def _settings(base: str | None) -> dict[str, Any]:
    return {
        "event_subscriptions": {
            **_at_events(base, "request_url"),
            "bot_events": list(BOT_EVENTS),
        },
        "interactivity": {"is_enabled": True, **_at_events(base, "request_url")},
        "org_deploy_enabled": False,
        "socket_mode_enabled": base is None,
        "token_rotation_enabled": False,
    }


def _at_events(base: str | None, key: str) -> dict[str, str]:
    """Where Slack sends requests; nothing in Socket Mode."""
    return {} if base is None else {key: f"{base}/slack/events"}


def as_yaml(public_url: str | None) -> str:
    """Text to paste into api.slack.com/apps."""
    import yaml  # noqa: PLC0415  the serving process needs only the scopes

    return yaml.safe_dump(manifest(public_url), sort_keys=False, allow_unicode=True, width=96)
