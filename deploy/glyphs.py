#!/usr/bin/python3
"""Draws services/EscPos/glyphs.bin anew: every character that a slip may hold, as 24 x 24 dots (ASCII: 12 x 24).

Needs Debian's fonts-noto-cjk, fonts-hanazono, unifont, python3-pil and python3-fonttools; nothing else in the build does.
Format: a count of blocks (uint16), then for each block of 256 code points its number (uint16) and length (int32), then the
blocks, each deflated (zlib): 32 bytes that say which code points are there, lowest bit first, then 72 bytes for each of those,
row by row, leftmost dot in the highest bit. All numbers are little-endian.
"""
import struct
import unicodedata
import zlib
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageDraw, ImageFont

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
NOTO_SC, NOTO_MONO_SC = 2, 7
HANAZONO = "/usr/share/fonts/truetype/hanazono/HanaMin%s.ttf"
UNIFONT = "/usr/share/fonts/opentype/unifont/unifont%s.otf"
SIZE, BASELINE = 24, 21


def drawn(font, char, dots, threshold):
    """The character around the middle of its cell; without a threshold as the font's own one-bit drawing."""
    cell = Image.new("L", (dots, SIZE), 0)
    pen = ImageDraw.Draw(cell)
    if threshold is None:
        pen.fontmode = "1"
    pen.text((dots // 2, BASELINE), char, font=font, fill=255, anchor="ms")
    return cell.point(lambda v: 255 if v >= (threshold or 1) else 0)


def enlarged(font, char):
    """A 16-dot font's character: three times its size, then halved so that no thin stroke is lost."""
    large = Image.new("L", (48, 48), 0)
    ImageDraw.Draw(large).text((24, 42), char, font=font, fill=255, anchor="ms")
    cell = Image.new("L", (24, 24), 0)
    cell.putdata([max(large.getpixel((2 * x + i, 2 * y + j)) for i in (0, 1) for j in (0, 1)) for y in range(24) for x in range(24)])
    return cell.point(lambda v: 255 if v >= 128 else 0)


def source(path, index=0):
    return (TTCollection(path).fonts[index] if path.endswith("ttc") else TTFont(path)).getBestCmap().keys()


def wanted(code):
    """What a Chinese canteen's slip may hold: the BMP but for Hangul, signs and emoji, and the planes of rare Chinese characters."""
    if not (code < 0xAC00 or 0xF900 <= code < 0x10000 or 0x1F000 <= code < 0x1FC00 or 0x20000 <= code < 0x40000):
        return False
    return unicodedata.category(chr(code)) not in ("Cc", "Cf", "Cn", "Co", "Zs", "Zl", "Zp") and not 0xFE00 <= code <= 0xFE0F


fonts = []  # from the first to be asked to the last
noto = ImageFont.truetype(NOTO, SIZE, index=NOTO_SC)
fonts.append((source(NOTO, NOTO_SC), lambda c: drawn(noto, c, SIZE, 130)))
for part in "AB":
    hana = ImageFont.truetype(HANAZONO % part, SIZE)
    fonts.append((source(HANAZONO % part), lambda c, f=hana: drawn(f, c, SIZE, None)))
for part in ("", "_upper"):
    small = ImageFont.truetype(UNIFONT % part, 48)
    fonts.append((source(UNIFONT % part), lambda c, f=small: enlarged(f, c)))
mono = ImageFont.truetype(NOTO, SIZE, index=NOTO_MONO_SC)

blocks = {}
for code in sorted({c for known, _ in fonts for c in known}):
    if not wanted(code):
        continue
    cell = drawn(mono, chr(code), SIZE // 2, 130) if code < 0x80 else next(draw for known, draw in fonts if code in known)(chr(code))
    whole = Image.new("1", (SIZE, SIZE), 0)
    whole.paste(cell, (0, 0))
    if cell.getbbox():
        blocks.setdefault(code >> 8, {})[code & 0xFF] = whole.tobytes()

packed = []
for number, glyphs in blocks.items():
    there = bytearray(32)
    for low in glyphs:
        there[low >> 3] |= 1 << (low & 7)
    packed.append((number, zlib.compress(bytes(there) + b"".join(glyphs[low] for low in sorted(glyphs)), 9)))
with open("services/EscPos/glyphs.bin", "wb") as out:
    out.write(struct.pack("<H", len(packed)))
    for number, data in packed:
        out.write(struct.pack("<Hi", number, len(data)))
    for _, data in packed:
        out.write(data)
print(sum(len(g) for g in blocks.values()), "glyphs")
