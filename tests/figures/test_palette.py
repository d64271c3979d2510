"""Colors are distinguishable, also with color vision deficiencies."""

import pytest

from bot.figures.model.people import PEOPLE, PersonName
from bot.figures.paint.palette import THEME, contrast
from tests.eyes import SEEN, seen


@pytest.mark.parametrize("eyes", SEEN)
def test_the_band_stands_out_from_its_rim(eyes: str) -> None:
    band, rim = (seen(THEME[it], SEEN[eyes]) for it in ("muscle", "muscle rim"))

    assert contrast(band, rim) >= 3


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("name", PersonName)
def test_the_rim_stands_out_from_clothes_and_skin(name: PersonName, eyes: str) -> None:
    """The white rim stands out from dark surfaces, the dark edge around it from light ones."""
    person = PEOPLE[name]

    for surface in (person.top, person.bottom, person.skin):
        rims = ("muscle rim", "muscle edge")
        shown = seen(surface, SEEN[eyes])
        assert max(contrast(seen(THEME[it], SEEN[eyes]), shown) for it in rims) >= 3, surface


@pytest.mark.parametrize("eyes", SEEN)
def test_the_timer_and_the_arrows_stand_out(eyes: str) -> None:
    for sign, ground in (
        ("ring", "white"), ("arrow", "background"), ("arrow", "floor"), ("ring", "track"),
        ("arrow", "wall"), ("arrow", "wall shade"),
    ):  # fmt: skip
        assert contrast(seen(THEME[sign], SEEN[eyes]), seen(THEME[ground], SEEN[eyes])) >= 3


@pytest.mark.parametrize("wall", ["background", "wall", "wall shade"])
def test_clothes_differ_from_the_wall(wall: str) -> None:
    for person in PEOPLE.values():
        for surface in (person.top, person.bottom):
            assert contrast(surface, THEME[wall]) >= 3
