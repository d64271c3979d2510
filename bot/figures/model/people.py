"""The ten colleagues who are drawn. An exercise shows the same one at every step."""

from dataclasses import dataclass
from enum import StrEnum

from bot.figures.model.names import Half


class PersonName(StrEnum):
    ANA = "ana"
    BEN = "ben"
    CHIDI = "chidi"
    DINA = "dina"
    EWA = "ewa"
    FARID = "farid"
    GRACE = "grace"
    HANA = "hana"
    IVO = "ivo"
    JO = "jo"


class Hair(StrEnum):
    SHORT = "short"
    BUN = "bun"
    CURLS = "curls"
    AFRO = "afro"
    BOB = "bob"
    PONYTAIL = "ponytail"
    BRAIDS = "braids"
    BALD = "bald"
    HIJAB = "hijab"


class Sleeves(StrEnum):
    SHORT = "short"
    LONG = "long"


class Bottoms(StrEnum):
    TROUSERS = "trousers"
    SHORTS = "shorts"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person's looks. Colors are #RRGGBB; a build of 1.0 is average."""

    skin: str
    hair: str
    style: Hair
    top: str
    bottom: str
    shoes: str
    sleeves: Sleeves = Sleeves.SHORT
    bottoms: Bottoms = Bottoms.TROUSERS
    build: float = 1.0
    belly: float = 0.0
    """Meters added to the front."""
    bust: float = 0.0
    beard: bool = False
    glasses: bool = False
    prosthesis: Half | None = None
    """The leg with a prosthesis, drawn as a socket and a tube below the knee."""


PEOPLE: dict[PersonName, Person] = {
    PersonName.ANA: Person(
        skin="#C08058", hair="#2B2731", style=Hair.BUN, bust=0.016,
        top="#2C68AE", bottom="#3A4256", shoes="#A63D55",
    ),
    PersonName.BEN: Person(
        skin="#EDBE9A", hair="#7E4F2C", style=Hair.SHORT, build=1.08, glasses=True, beard=True,
        top="#2C7A62", bottom="#51566A", shoes="#2F3B52",
    ),
    PersonName.CHIDI: Person(
        skin="#75462F", hair="#1F1A1A", style=Hair.CURLS, build=1.15, belly=0.012,
        top="#55708F", bottom="#2F3F58", shoes="#8C6A4A",
    ),
    PersonName.DINA: Person(
        skin="#D6A079", hair="#6A4488", style=Hair.HIJAB, bust=0.014, sleeves=Sleeves.LONG,
        top="#3C6E8F", bottom="#39435C", shoes="#8A4468",
    ),
    PersonName.EWA: Person(
        skin="#F0C9AC", hair="#B9B6B4", style=Hair.BOB, bust=0.02, build=1.1, belly=0.014,
        glasses=True, sleeves=Sleeves.LONG,
        top="#7C3F63", bottom="#4B4F60", shoes="#5B4A42",
    ),
    PersonName.FARID: Person(
        skin="#B77B52", hair="#8F8B88", style=Hair.BALD, build=1.2, belly=0.035, beard=True,
        sleeves=Sleeves.LONG,
        top="#3F6B57", bottom="#46474F", shoes="#3C2F2A",
    ),
    PersonName.GRACE: Person(
        skin="#5F3825", hair="#221B1E", style=Hair.BRAIDS, bust=0.022, build=1.18,
        top="#8A4FA0", bottom="#33415E", shoes="#B0546E",
    ),
    PersonName.HANA: Person(
        skin="#E9BE95", hair="#1E1C22", style=Hair.PONYTAIL, bust=0.01, build=0.92,
        top="#B03A5B", bottom="#3C465A", shoes="#33333C",
    ),
    PersonName.IVO: Person(
        skin="#EFC09F", hair="#A8552C", style=Hair.SHORT, build=1.0, beard=True,
        top="#33518C", bottom="#5A5F4E", shoes="#2C7A62", bottoms=Bottoms.SHORTS,
        prosthesis=Half.RIGHT,
    ),
    PersonName.JO: Person(
        skin="#9A6242", hair="#2A201E", style=Hair.AFRO, bust=0.014, build=1.05, glasses=True,
        top="#2A7F7F", bottom="#3D3F54", shoes="#A63D55",
    ),
}  # fmt: skip
