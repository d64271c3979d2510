"""Colours can be told apart, also by people who see colours differently."""

import numpy as np
import pytest

from bot.figures.paint.palette import THEME, contrast, rgb
from bot.figures.people import PEOPLE, PersonName

SEEN = {
    "everybody": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "no colours": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}
"""Simulations after Machado, Oliveira and Fernandes (2009), on linear light; and luminance alone."""


def _seen(colour: str, eyes: np.ndarray) -> str:
    c = rgb(colour) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    light = np.clip(eyes @ linear, 0, 1)
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(it * 255):02X}" for it in shown)


@pytest.mark.parametrize("eyes", SEEN)
def test_the_band_stands_out_from_its_rim(eyes: str) -> None:
    band, rim = (_seen(THEME[it], SEEN[eyes]) for it in ("muscle", "muscle rim"))

    assert contrast(band, rim) >= 3


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("name", PersonName)
def test_the_rim_stands_out_from_clothes_and_skin(name: PersonName, eyes: str) -> None:
    """White on what is dark; the thin dark edge around it on what is light."""
    person = PEOPLE[name]

    for surface in (person.top, person.bottom, person.skin):
        rims = ("muscle rim", "muscle edge")
        seen = _seen(surface, SEEN[eyes])
        assert max(contrast(_seen(THEME[it], SEEN[eyes]), seen) for it in rims) >= 3, surface


@pytest.mark.parametrize("eyes", SEEN)
def test_the_timer_and_the_arrows_stand_out(eyes: str) -> None:
    for sign, ground in (
        ("ring", "white"), ("arrow", "background"), ("arrow", "floor"), ("ring", "track"),
        ("arrow", "wall"), ("arrow", "wall shade"),
    ):  # fmt: skip
        assert contrast(_seen(THEME[sign], SEEN[eyes]), _seen(THEME[ground], SEEN[eyes])) >= 3


@pytest.mark.parametrize("wall", ["background", "wall", "wall shade"])
def test_clothes_differ_from_the_wall(wall: str) -> None:
    for person in PEOPLE.values():
        for surface in (person.top, person.bottom):
            assert contrast(surface, THEME[wall]) >= 3
