"""Makes the PNG files beside it and pixels.txt, which says what ImageMagick sees in each.

    python3 make.py            # needs Python 3 and ImageMagick's convert

The files are put together from chunks here, so that every colour type, bit depth, filter and Adam7 pass occurs and
nothing depends on what an encoder happens to choose. The pixels come from ImageMagick, except for the files named
gamma-*, which ImageMagick leaves unconverted: there the sRGB formula is worked out below.
"""

import hashlib
import pathlib
import struct
import subprocess
import zlib

HERE = pathlib.Path(__file__).parent
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
NAMES = {0: "gray", 2: "rgb", 3: "palette", 4: "grayalpha", 6: "rgba"}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def noise(seed):
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 40


def filtered(kind, row, above, bpp):
    out = bytearray([kind])
    for i, value in enumerate(row):
        a = row[i - bpp] if i >= bpp else 0
        b = above[i]
        c = above[i - bpp] if i >= bpp else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        out.append((value - (0, a, b, (a + b) // 2, paeth)[kind]) % 256)
    return bytes(out)


def pack(samples, depth):
    bits = "".join(format(s, f"0{depth}b") for s in samples)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def image_data(pixels, width, height, samples, depth, interlaced):
    bpp = max(1, samples * depth // 8)
    data, kind = b"", 0
    for x0, y0, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        columns = range(x0, width, dx)
        if not columns:
            continue
        above = None
        for y in range(y0, height, dy):
            row = pack([s for x in columns for s in pixels[y][x]], depth)
            data += filtered(kind % 5, row, above or bytes(len(row)), bpp)
            above, kind = row, kind + 1
    return zlib.compress(data, 9)


def write(name, color, depth, width=13, height=11, interlaced=False, before=(), trns=None, after=(), smooth=False):
    random, samples = noise(zlib.crc32(name.encode())), SAMPLES[color]
    top = 2**depth - 1
    colors = min(2**depth, 200)

    def sample(x, y, s):
        if color == 3:
            return next(random) % colors
        if smooth:
            return (x + y * width + s * 7) * top // (width * height + 21)
        return next(random) % (top + 1)

    pixels = [[[sample(x, y, s) for s in range(samples)] for x in range(width)] for y in range(height)]
    if trns == "pixel":  # the colour of one pixel is the transparent one
        trns = b"".join(struct.pack(">H", s) for s in pixels[5][5])
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(*c) for c in before)
    if color == 3:
        file += chunk(b"PLTE", bytes(next(random) % 256 for _ in range(3 * colors)))
    if trns:
        file += chunk(b"tRNS", trns)
    data = image_data(pixels, width, height, samples, depth, interlaced)
    for i in range(0, len(data), 61):  # pieces that begin and end anywhere
        file += chunk(b"IDAT", data[i:i + 61])
    file += b"".join(chunk(*c) for c in after) + chunk(b"IEND", b"")
    (HERE / f"{name}.png").write_bytes(file)
    return pixels


def digest(rgba):
    return hashlib.sha256(rgba).hexdigest()


def to_bytes(samples):
    """16-bit samples to 8 bits, rounded as section 13.12 of the specification says; ImageMagick's -depth 8 cuts off."""
    return bytes((s * 255 + 32767) // 65535 for (s,) in struct.iter_unpack(">H", samples))


def srgb(sample, top, gamma):
    light = (sample / top) ** (1 / gamma)
    stored = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(255 * stored)


def main():
    for old in HERE.glob("*.png"):
        old.unlink()
    lines = []
    for color, depths in DEPTHS.items():
        for depth in depths:
            for interlaced in (False, True):
                write(f"{NAMES[color]}-{depth}{'-adam7' if interlaced else ''}", color, depth, interlaced=interlaced)
            if color in (0, 2):
                write(f"{NAMES[color]}-{depth}-trns", color, depth, trns="pixel")
    write("palette-4-trns", 3, 4, trns=bytes([0, 40, 80, 120, 160]))
    write("palette-8-trns-adam7", 3, 8, trns=bytes(range(0, 200)), interlaced=True)
    write("rgb-8-suggested-palette", 2, 8, before=[(b"sRGB", b"\0"), (b"PLTE", bytes(range(30)))])
    for width, height in ((1, 1), (1, 7), (2, 3), (3, 1), (5, 2), (7, 5), (9, 9)):
        write(f"size-{width}x{height}-adam7", 2, 8, width, height, interlaced=True)
    write("ancillary", 6, 8, before=[
        (b"gAMA", struct.pack(">I", 45455)), (b"pHYs", struct.pack(">IIB", 2835, 2835, 1)),
        (b"bKGD", struct.pack(">HHH", 255, 255, 255)), (b"tIME", struct.pack(">HBBBBB", 2001, 2, 3, 4, 5, 6)),
        (b"prVt", b"private")], after=[(b"teSt", b"also private")])
    latin = "M\u00fcnchen, \u00a9 nobody".encode("latin-1")
    chinese = "\u5e8a\u524d\u660e\u6708\u5149".encode()
    write("texts", 0, 8, before=[
        (b"tEXt", b"Title\0" + latin), (b"zTXt", b"Comment\0\0" + zlib.compress(b"long " * 40)),
        (b"iTXt", b"Author\0\0\0zh-Hans\0" + "\u4f5c\u8005".encode() + b"\0" + "\u674e\u767d".encode())],
        after=[(b"iTXt", b"Description\0\1\0zh\0\0" + zlib.compress(chinese))])
    for path in sorted(HERE.glob("*.png")):
        rgba = to_bytes(subprocess.run(["convert", str(path), "-depth", "16", "-endian", "MSB", "rgba:-"], check=True, capture_output=True).stdout)
        lines.append(f"{path.stem} {digest(rgba)}")
    for name, color, depth, gamma in (("gamma-100000-gray-16", 0, 16, 1.0), ("gamma-55000-rgb-8", 2, 8, 0.55), ("gamma-35000-gray-4", 0, 4, 0.35)):
        pixels = write(name, color, depth, smooth=True, before=[(b"gAMA", struct.pack(">I", round(gamma * 100000)))])
        rgba = bytearray()
        for row in pixels:
            for pixel in row:
                rgba += bytes(srgb(s, 2**depth - 1, gamma) for s in (pixel * 3)[:3]) + b"\xff"
        lines.append(f"{name} {digest(bytes(rgba))}")
    (HERE / "pixels.txt").write_text("\n".join(sorted(lines)) + "\n")


main()
