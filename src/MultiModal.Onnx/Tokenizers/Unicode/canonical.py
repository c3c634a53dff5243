#!/usr/bin/env python3
"""Writes canonical.txt beside this script from the Unicode Character Database that Python carries: python3 canonical.py

Lines: code points in hexadecimal ; canonical combining class ; canonical decomposition, one step ; "x" where it is never composed back.
Consecutive code points with the same class and no decomposition share a line. Hangul syllables are left out: they follow from arithmetic.
"""
import pathlib
import sys
import unicodedata as ucd


def excluded(code: int, parts: list[int]) -> bool:
    """Composition_Exclusion, singletons and non-starters: Full_Composition_Exclusion of UAX #15, asked of NFC itself."""
    return ucd.normalize("NFC", "".join(map(chr, parts))) != chr(code)


def main() -> None:
    rows: list[tuple[int, int, list[int], bool]] = []
    for code in range(sys.maxunicode + 1):
        if 0xAC00 <= code <= 0xD7A3 or 0xD800 <= code <= 0xDFFF:
            continue
        text = ucd.decomposition(chr(code))
        parts = [] if not text or text.startswith("<") else [int(part, 16) for part in text.split()]
        klass = ucd.combining(chr(code))
        if klass or parts:
            rows.append((code, klass, parts, bool(parts) and excluded(code, parts)))

    lines = [
        f"# Canonical combining classes and decompositions of the Unicode Character Database {ucd.unidata_version}.",
        "# Copyright (c) Unicode, Inc. Unicode License v3, https://www.unicode.org/license.txt. Made by canonical.py.",
    ]
    i = 0
    while i < len(rows):
        code, klass, parts, out = rows[i]
        last = code
        while not parts and i + 1 < len(rows) and rows[i + 1][0] == last + 1 and rows[i + 1][1] == klass and not rows[i + 1][2]:
            last += 1
            i += 1
        span = f"{code:X}" if last == code else f"{code:X}..{last:X}"
        lines.append(f"{span};{klass};{' '.join(f'{part:X}' for part in parts)};{'x' if out else ''}".rstrip(";") if parts else f"{span};{klass}")
        i += 1
    pathlib.Path(__file__).with_name("canonical.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
