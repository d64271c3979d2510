"""Translates what people read, and formats dates and times for their locale.

The code has its sentences in English and looks them up in gettext catalogs; the context of a
sentence from an exercise or plan names its place there. English is the fallback where there is no
catalog, no translation, or only a fuzzy one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time

from bot.domain.calendar.work_week import zone
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.plans import Plan

ENGLISH = "en-US"
TRANSLATIONS = "translations"
"""The folder of the catalogs inside content/."""
_WEEKDAY_AND_DAY = ("MMMEd", "MEd")
"""CLDR skeletons that stay the same between its releases; each language has one of them."""
_DATE_TOKEN = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_EMPHASIS = re.compile(r"(?<![\w*])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"<(?![@#!])(?:[^|>]+\|)?([^>]+)>")


@dataclass(frozen=True)
class Words:
    """One language. Called with a sentence, it translates it and fills in `{name}` from facts."""

    locale: Locale
    catalog: NullTranslations

    def __call__(self, sentence: str, **facts: object) -> str:
        return self.catalog.gettext(sentence).format(**facts)

    def many(self, one: str, several: str, n: int, **facts: object) -> str:
        """The sentence for `n` things, with `{n}` filled in."""
        return self.catalog.ngettext(one, several, n).format(n=n, **facts)

    def of(self, source: Exercise | Plan, place: str, sentence: str) -> str:
        """A sentence of an exercise or plan; `place` is such as "name", "step/2", "caution/1"."""
        kind = "plan" if isinstance(source, Plan) else "exercise"
        return self.catalog.pgettext(f"{kind}/{source.id}/{place}", sentence)

    def time_of_day(self, at: datetime, zone_name: str, *, for_all: bool = False) -> str:
        """A token that Slack shows in the reader's own time zone.

        `for_all`: readers are in several zones, so the fallback for screen readers names the zone.
        """
        plain = self.clock(at.astimezone(zone(zone_name)).time())
        plain = f"{plain} ({zone_name})" if for_all else plain
        return f"<!date^{int(at.timestamp())}^{{time}}|{plain}>"

    def day_and_time(self, at: datetime, zone_name: str, *, for_all: bool = False) -> str:
        """Such as "Tue, Nov 24, 9:30 AM". Slack's "today" would be wrong tomorrow, when the card is
        still there."""
        day = self._weekday_and_day(at.astimezone(zone(zone_name)))
        return f"{day}, {self.time_of_day(at, zone_name, for_all=for_all)}"

    def clock(self, at: time) -> str:
        """The time in the format of the locale."""
        written = format_time(at, "short", locale=self.locale)
        return written.replace("\N{NARROW NO-BREAK SPACE}", " ")

    def day(self, day: date) -> str:
        """Such as "Thu, Dec 24"."""
        return self._weekday_and_day(day)

    def weekday(self, day: date) -> str:
        return format_date(day, "EEEE", self.locale)

    def short_weekday(self, day: date) -> str:
        """Such as "Mon"."""
        return format_date(day, "EEE", self.locale)

    def short_month(self, day: date) -> str:
        """Such as "Nov"."""
        return format_date(day, "LLL", self.locale)

    def _weekday_and_day(self, day: date) -> str:
        """Uses a skeleton that the language defines: what Babel derives from others changes
        between its releases."""
        patterns = self.locale.datetime_skeletons
        best = next(it for it in _WEEKDAY_AND_DAY if it in patterns)
        return format_skeleton(best, day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """Such as "11/23"."""
        return format_skeleton("Md", day, locale=self.locale)


class Languages:
    """English, and every language that has a catalog."""

    def __init__(self, catalogs: Mapping[str, NullTranslations]) -> None:
        self._catalogs = catalogs
        self._words: dict[str, Words] = {}

    @classmethod
    def load(cls, content: Path) -> "Languages":
        """Reads translations/, in which files are named after their language: `pt-BR.po`.

        The catalogs must have been checked.
        """
        files = sorted((content / TRANSLATIONS).glob("*.po"))
        return cls({path.stem: read_catalog(path) for path in files})

    def of(self, locale: str) -> Words:
        """Words for a Slack locale such as `de-AT`: from its own catalog, else its language's.

        Dates and times follow the locale even if the words stay English.
        """
        if locale not in self._words:
            found = self._catalogs.get(locale) or self._catalogs.get(locale.partition("-")[0])
            self._words[locale] = Words(_locale(locale), found or NullTranslations())
        return self._words[locale]


def plain(marked: str) -> str:
    """A sentence for screen readers: without emphasis, links and date tokens.

    Mentions stay, because Slack replaces them with names.
    """
    text = _LINK.sub(r"\1", _DATE_TOKEN.sub(r"\1", marked))
    return _EMPHASIS.sub(r"\2", text)


def read_catalog(path: Path) -> NullTranslations:
    """Raises PoFileError, ValueError or LookupError if it is not a gettext catalog."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  not needed for English
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)  # leaves fuzzy translations out
    compiled.seek(0)
    return GNUTranslations(compiled)


def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH, sep="-")
