"""How colours look to people who see them differently, for tests of pictures."""

import numpy as np

from bot.figures.paint.palette import rgb

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


def seen(colour: str, eyes: np.ndarray) -> str:
    """#RRGGBB as these eyes see it."""
    c = rgb(colour) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    light = np.clip(eyes @ linear, 0, 1)
    shown = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(it * 255):02X}" for it in shown)
