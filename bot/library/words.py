"""The words people read, in their own language.

Sentences stand in the code in English and are looked up in gettext catalogs; those of an
exercise have the exercise and the place as their context. A language without a catalog, a
sentence without a translation and one whose translation is marked fuzzy are shown in English.
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
"""The folder of the catalogs, in the content folder."""
_WEEKDAY_AND_DAY = ("MMMEd", "MEd")
"""CLDR's names of the patterns that its releases have kept; each language has one of them."""
_DATE_TOKEN = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_EMPHASIS = re.compile(r"(?<![\w*])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_LINK = re.compile(r"<(?![@#!])(?:[^|>]+\|)?([^>]+)>")


@dataclass(frozen=True)
class Words:
    """One language. Call it with a sentence; `{name}` in it is filled from the facts given."""

    locale: Locale
    catalog: NullTranslations

    def __call__(self, sentence: str, **facts: object) -> str:
        return self.catalog.gettext(sentence).format(**facts)

    def many(self, one: str, several: str, n: int, **facts: object) -> str:
        """The sentence for `n` things; `{n}` in it is the number."""
        return self.catalog.ngettext(one, several, n).format(n=n, **facts)

    def of(self, it: Exercise | Plan, place: str, sentence: str) -> str:
        """A sentence of an exercise or plan; `place` says which: "name", "step/2", "caution/1"."""
        kind = "plan" if isinstance(it, Plan) else "exercise"
        return self.catalog.pgettext(f"{kind}/{it.id}/{place}", sentence)

    def time_of_day(self, at: datetime, zone_name: str, *, for_all: bool = False) -> str:
        """The time of day: a token that Slack shows on the reader's own clock. `for_all`: to people
        of many zones, so that whoever hears it is told the zone."""
        plain = self.clock(at.astimezone(zone(zone_name)).time())
        plain = f"{plain} ({zone_name})" if for_all else plain
        return f"<!date^{int(at.timestamp())}^{{time}}|{plain}>"

    def day_and_time(self, at: datetime, zone_name: str, *, for_all: bool = False) -> str:
        """Day and time of day; Slack says "today" and "tomorrow" by itself."""
        wall = at.astimezone(zone(zone_name))
        day = self._weekday_and_day(wall)
        plain = f"{day}, {self.clock(wall.time())}"
        plain = f"{plain} ({zone_name})" if for_all else plain
        return f"<!date^{int(at.timestamp())}^{{date_long_pretty}}, {{time}}|{plain}>"

    def clock(self, at: time) -> str:
        """A time of day as the locale writes it."""
        written = format_time(at, "short", locale=self.locale)
        return written.replace("\N{NARROW NO-BREAK SPACE}", " ")

    def day(self, day: date) -> str:
        """A day of the year, such as "Thu, Dec 24"."""
        return self._weekday_and_day(day)

    def weekday(self, day: date) -> str:
        return format_date(day, "EEEE", self.locale)

    def short_weekday(self, day: date) -> str:
        """A weekday in few letters, such as "Mon"."""
        return format_date(day, "EEE", self.locale)

    def short_month(self, day: date) -> str:
        """A month in few letters, such as "Nov"."""
        return format_date(day, "LLL", self.locale)

    def _weekday_and_day(self, day: date) -> str:
        """By a form that the language has a pattern of its own for: what Babel makes of others
        changes from release to release."""
        patterns = self.locale.datetime_skeletons
        best = next(it for it in _WEEKDAY_AND_DAY if it in patterns)
        return format_skeleton(best, day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """A day of the year in numbers, such as "11/23"."""
        return format_skeleton("Md", day, locale=self.locale)


class Languages:
    """Every language there is a catalog for, and English."""

    def __init__(self, catalogs: Mapping[str, NullTranslations]) -> None:
        self._catalogs = catalogs
        self._words: dict[str, Words] = {}

    @classmethod
    def load(cls, content: Path) -> "Languages":
        """The catalogs in content/translations, named after their language: `de.po`, `pt-BR.po`.

        They were checked before: what is wrong with one is among the problems of the content.
        """
        files = sorted((content / TRANSLATIONS).glob("*.po"))
        return cls({it.stem: read_catalog(it) for it in files})

    def of(self, locale: str) -> Words:
        """The words for a Slack locale such as `de-AT`: its own catalog, else its language's.

        Dates and times follow the locale even where the words stay English.
        """
        if locale not in self._words:
            found = self._catalogs.get(locale) or self._catalogs.get(locale.partition("-")[0])
            self._words[locale] = Words(_locale(locale), found or NullTranslations())
        return self._words[locale]


def plain(marked: str) -> str:
    """A sentence as it is read aloud: without emphasis, links and date tokens.

    Mentions stay: Slack puts names in their place, in a text as in a block."""
    text = _LINK.sub(r"\1", _DATE_TOKEN.sub(r"\1", marked))
    return _EMPHASIS.sub(r"\2", text)


def read_catalog(path: Path) -> NullTranslations:
    """A gettext catalog. Raises PoFileError, ValueError or LookupError for what is none."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  not needed for English alone
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
