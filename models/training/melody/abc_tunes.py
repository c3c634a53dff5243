"""A reader for the plain monophonic ABC of the tune collections: enough for their bodies, not a full ABC parser."""
import re
from fractions import Fraction

MODES = {"": "major", "maj": "major", "ion": "major", "m": "minor", "min": "minor", "aeo": "minor", "dor": "dorian",
         "phr": "phrygian", "lyd": "lydian", "mix": "mixolydian", "loc": "minor"}
SHIFT = {"major": 0, "minor": -3, "dorian": -2, "phrygian": -4, "lydian": 1, "mixolydian": -1}
FIFTHS = {"C": 0, "G": 1, "D": 2, "A": 3, "E": 4, "B": 5, "F": -1}
CHROMA = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TOKEN = re.compile(r"""(?P<skip>"[^"]*"|![^!]*!|\{[^}]*\}|\+[^+]*\+|\[\d|\[[A-Za-z]:[^\]]*\])|(?P<chord>\[[^\]]*\]\d*/*\d*)|\((?P<tuplet>\d)(?::\d*)?(?::\d*)?
    |(?P<bar>:*\|+\]?:*|::|\|\|)|(?P<note>[\^_=]*[A-Ga-gzxZ][,']*\d*/*\d*)|(?P<tie>-)|(?P<broken>[<>]+)""", re.X)


def parse_key(text):
    """('G dor') -> (tonic chroma, mode, {letter: alteration}), or None for keys without a tonic (pipes, none)."""
    m = re.match(r"([A-G])([#b]?)\s*([A-Za-z]*)", text.strip())
    if not m or text.startswith("Hp"):
        return None
    letter, accidental, mode = m.groups()
    key = mode if mode in ("m", "M") else mode.lower()[:3]
    name = "major" if key == "M" else MODES.get(key, MODES.get(key[:1], "major"))
    fifths = FIFTHS[letter] + 7 * (accidental == "#") - 7 * (accidental == "b") + SHIFT[name]
    altered = {}
    for i in range(min(fifths, 7)):
        altered["FCGDAEB"[i]] = 1
    for i in range(min(-fifths, 7)):
        altered["BEADGCF"[i]] = -1
    return (CHROMA[letter] + (accidental == "#") - (accidental == "b")) % 12, name, altered


def length_of(text):
    m = re.match(r"(\d*)(/*)(\d*)$", text)
    top, slashes, bottom = m.groups()
    value = Fraction(int(top) if top else 1)
    if bottom:
        return value / int(bottom)
    return value / 2 ** len(slashes)


def parse(abc):
    """Returns (tonic chroma, mode, meter, bars, notes): notes are (onset, duration, midi) in quarters, or None if it cannot be read."""
    fields, body = {}, []
    for line in abc.split("\n"):
        m = re.match(r"([A-Za-z]):\s*(.*)", line)
        if m:
            if m.group(1) in "KML" and m.group(1) in fields and body:
                return None                                    # changes of key, metre or unit: left out
            fields.setdefault(m.group(1), m.group(2))
        else:
            body.append(line.split("%")[0])
    meter = {"C": "4/4", "C|": "2/2"}.get(fields.get("M", "").strip(), fields.get("M", "").strip())
    key = parse_key(fields.get("K", ""))
    if not key or not re.match(r"\d+/\d+$", meter):
        return None
    tonic, mode, altered = key
    unit = Fraction(fields.get("L", "1/8").strip()) * 4
    time, notes, bars, local = Fraction(0), [], [Fraction(0)], {}
    tuplet, factor, tie, broken = 0, Fraction(1), False, None
    for m in TOKEN.finditer(" ".join(body)):
        if m.group("bar"):
            local = {}
            if time > bars[-1]:
                bars.append(time)
            continue
        if m.group("tuplet"):
            tuplet = int(m.group("tuplet"))
            factor = {2: Fraction(3, 2), 4: Fraction(3, 4)}.get(tuplet, Fraction(2, tuplet)) if tuplet else Fraction(1)
            continue
        if m.group("tie"):
            tie = True
            continue
        if m.group("broken"):
            broken = m.group("broken")
            continue
        text = m.group("note")
        if m.group("chord"):
            inner = re.findall(r"[\^_=]*[A-Ga-g][,']*\d*/*\d*", m.group("chord"))
            text = inner[-1] if inner else None
        if not text:
            continue
        accidental, letter, octave, rest = re.match(r"([\^_=]*)([A-Ga-gzxZ])([,']*)(.*)", text).groups()
        duration = length_of(rest) * unit
        if tuplet:
            duration *= factor
            tuplet -= 1
        if broken and notes is not None:
            part = Fraction(1, 2 ** len(broken))
            longer, shorter = 2 - part, part
            before, after = (longer, shorter) if broken[0] == ">" else (shorter, longer)
            if notes and notes[-1][0] + notes[-1][1] == time:
                change = notes[-1][1] * (before - 1)
                notes[-1] = (notes[-1][0], notes[-1][1] + change, notes[-1][2])
                time += change
            duration *= after
            broken = None
        if letter in "zxZ":
            time += duration
            tie = False
            continue
        name = letter.upper()
        at = (letter, octave)
        if accidental:
            local[at] = accidental.count("^") - accidental.count("_")
        alteration = local.get(at, altered.get(name, 0))
        midi = 60 + CHROMA[name] + 12 * letter.islower() + 12 * octave.count("'") - 12 * octave.count(",") + alteration
        if tie and notes and notes[-1][2] == midi:
            notes[-1] = (notes[-1][0], notes[-1][1] + duration, midi)
        else:
            notes.append((time, duration, midi))
        tie = False
        time += duration
    return (tonic, mode, meter, bars, notes) if len(notes) >= 16 else None
