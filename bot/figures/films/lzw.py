"""The compression of GIF: codes of growing width for strings of pixels seen before."""

_WIDEST = 12


def compressed(pixels: bytes, bits: int) -> bytes:
    """The code stream of pixels below 2 ** bits."""
    clear, end = 1 << bits, (1 << bits) + 1
    table: dict[int, int] = {}
    fresh, width = end + 1, bits + 1
    out, buffer, filled = bytearray(), clear, width
    code = pixels[0]
    for pixel in pixels[1:]:
        known = table.get(code << 8 | pixel)
        if known is not None:
            code = known
            continue
        buffer |= code << filled
        filled += width
        if fresh == 1 << width and width < _WIDEST:
            width += 1
        if fresh < 1 << _WIDEST:
            table[code << 8 | pixel] = fresh
            fresh += 1
        else:
            buffer |= clear << filled
            filled += width
            table.clear()
            fresh, width = end + 1, bits + 1
        while filled >= 8:
            out.append(buffer & 255)
            buffer >>= 8
            filled -= 8
        code = pixel
    buffer |= code << filled
    filled += width
    if fresh == 1 << width and width < _WIDEST:
        width += 1
    buffer |= end << filled
    filled += width
    return bytes(out) + buffer.to_bytes((filled + 7) // 8, "little")
