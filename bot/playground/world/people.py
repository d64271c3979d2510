"""The facts Slack keeps about a person, and the JSON it makes of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground.json_values import Json

NO_DND = 1
"""Slack's next_dnd_start_ts and next_dnd_end_ts for a person without quiet hours."""

BLANK_PICTURE = "https://a.slack-edge.com/80588/img/avatars/user_shapes/ava_0001-72.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dnd:
    """Do not disturb from `start` to `end`, both aware; `daily` repeats it every day."""

    start: datetime
    end: datetime
    daily: bool = False

    def window(self, now: datetime) -> tuple[datetime, datetime] | None:
        """The current window, else the next one, else None."""
        if now < self.end:
            return self.start, self.end
        if not self.daily:
            return None
        days = timedelta(days=(now - self.end).days + 1)
        return self.start + days, self.end + days


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The record of a workspace member or bot user. `tz` is an IANA name."""

    id: str
    team_id: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    deleted: bool = False
    is_admin: bool = False
    is_bot: bool = False
    bot_id: str = ""
    presence: str = "active"
    status_text: str = ""
    status_emoji: str = ""
    status_expires: datetime | None = None
    huddle_until: datetime | None = None
    dnd: Dnd | None = None
    updated: datetime = datetime(2026, 1, 1, tzinfo=UTC)


def stamp(at: datetime | None) -> int:
    """Unix seconds, or 0 for never."""
    return int(at.timestamp()) if at is not None else 0


def has_status(person: Person, now: datetime) -> bool:
    return person.status_expires is None or now < person.status_expires


def in_huddle(person: Person, now: datetime) -> bool:
    return person.huddle_until is not None and now < person.huddle_until


def profile_object(person: Person, now: datetime) -> Json:
    """The profile inside Slack's user object."""
    shown = has_status(person, now)
    huddling = in_huddle(person, now)
    first, _, last = person.real_name.partition(" ")
    profile: Json = {
        "title": "",
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": person.status_text if shown else "",
        "status_text_canonical": "",
        "status_emoji": person.status_emoji if shown else "",
        "status_expiration": stamp(person.status_expires) if shown else 0,
        "avatar_hash": "g00000000000",
        "image_72": BLANK_PICTURE,
        "first_name": first,
        "last_name": last,
        "team": person.team_id,
        "huddle_state": "in_a_huddle" if huddling else "default_unset",
        "huddle_state_expiration_ts": stamp(person.huddle_until) if huddling else 0,
    }
    return profile | ({"bot_id": person.bot_id} if person.is_bot else {})


def user_object(person: Person, now: datetime, *, with_locale: bool = False) -> Json:
    """Slack's user object at `now`.

    tz_offset follows daylight saving, and no event reports that. A deactivated user has no zone,
    and a name only in the profile.
    """
    user: Json = {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile_object(person, now),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": stamp(person.updated),
    }
    if person.deleted:
        return user
    local = now.astimezone(ZoneInfo(person.tz))
    user |= {
        "color": "9f69e7",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname() or person.tz,
        "tz_offset": int((local.utcoffset() or timedelta()).total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    return user | ({"locale": person.locale} if with_locale else {})


def dnd_status(person: Person, now: datetime) -> Json:
    """Do-not-disturb as others see it: without the snooze_* keys."""
    window = person.dnd.window(now) if person.dnd is not None else None
    return {
        "dnd_enabled": window is not None,
        "next_dnd_start_ts": stamp(window[0]) if window else NO_DND,
        "next_dnd_end_ts": stamp(window[1]) if window else NO_DND,
    }
