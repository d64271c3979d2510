"""Stills: the target of a step as PNG."""

import io

from PIL import Image

from bot.figures.body.skeleton import solve
from bot.figures.model.scenes import Scene
from bot.figures.paint.renderer import SceneRenderer, downsampled

_COLORS = 256


def still_image(scene: Scene) -> Image.Image:
    """640 by 400 pixels, opaque."""
    return downsampled(SceneRenderer(scene).render(solve(scene.show, scene.room)).image)


def still_bytes(scene: Scene) -> bytes:
    """Reduced to a palette, which is enough for flat tones and their soft edges."""
    image = still_image(scene).quantize(_COLORS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
