"""Reads the corpora into one form and splits them. The split is a function of title and composer only."""
import gzip
import hashlib
import json
import os
import re

import abc_tunes
import spec

CHROMA = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
TICKS = spec.TICKS_PER_QUARTER


class Song:
    """One tune: notes are (onset, duration, midi) in ticks; verses are lists of (note index, syllable, position)."""

    def __init__(self, title, language, tonic, mode, meter, tempo, bars, notes, verses, source):
        self.title, self.language, self.tonic, self.mode, self.meter, self.tempo = title, language, tonic, mode, meter, tempo
        self.bars, self.notes, self.verses, self.source = bars, notes, verses, source
        self.mode = refine_mode(self)


def refine_mode(song):
    """A tune that keeps to five degrees is called pentatonic."""
    share = [0] * 12
    for _, duration, midi in song.notes:
        share[(midi - song.tonic) % 12] += duration
    total = sum(share) or 1
    if song.mode == "major" and sum(share[d] for d in (0, 2, 4, 7, 9)) >= 0.985 * total:
        return "pentatonic-major"
    if song.mode in ("minor", "dorian") and sum(share[d] for d in (0, 3, 5, 7, 10)) >= 0.985 * total:
        return "pentatonic-minor"
    return song.mode


def part_of(title, composer):
    """train 88 %, valid 3 %, test 9 %, by SHA-256 of the normalised title and composer."""
    text = re.sub(r"\W+", " ", (title + "|" + composer).lower()).strip()
    n = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big") % 1000
    return "train" if n < 880 else "valid" if n < 910 else "test"


def to_ticks(quarters):
    return int(round(float(quarters) * TICKS))


def read_key(text):
    letter, mode = text.split()
    return (CHROMA[letter[0]] + letter.count("#") - letter[1:].count("b")) % 12, mode


def clean(notes):
    """Drops notes without length and cuts overlaps."""
    out = []
    for onset, duration, midi in notes:
        if duration <= 0:
            continue
        if out and out[-1][0] + out[-1][1] > onset:
            if onset <= out[-1][0]:
                continue
            out[-1] = (out[-1][0], onset - out[-1][0], out[-1][2])
        out.append((onset, duration, midi))
    return out


def read_songs(folder):
    """Yields (part, Song) for the vocal lines."""
    keys = {}
    with gzip.open(os.path.join(folder, "song-chords.jsonl.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            keys[row["i"]] = row["key"]
    with gzip.open(os.path.join(folder, "songs.jsonl.gz"), "rt", encoding="utf-8") as f:
        for i, line in enumerate(f):
            row = json.loads(line)
            if not row["meter"] or row["meter"] == "none" or len(row["notes"]) < 12:
                continue
            raw = [(to_ticks(n[0]), to_ticks(n[1]), n[2]) for n in row["notes"]]
            if clean(raw) != raw:
                continue                                       # note indices of verses would no longer hold
            first = [(k, n[3], n[4] or "single") for k, n in enumerate(row["notes"]) if n[3]]
            verses = [first] + [[tuple(x) for x in v] for v in row.get("verses", []) if len(v) >= 0.6 * len(first)]
            tonic, mode = read_key(keys.get(i, row["key"]))
            yield part_of(row["title"] or "", row["composer"] or ""), Song(
                row["title"], row["lang"], tonic, mode, row["meter"], row.get("tempo"), [to_ticks(b) for b in row["bars"]], raw,
                verses, row["src"])


def read_tunes(folder):
    """Yields (part, Song) for the tunes without words; src=nottingham (GPL-3.0) is left out."""
    with gzip.open(os.path.join(folder, "tunes.jsonl.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            if row["src"] == "nottingham":
                continue
            tune = abc_tunes.parse(row["abc"])
            if tune is None:
                continue
            tonic, mode, meter, bars, notes = tune
            notes = clean([(to_ticks(o), to_ticks(d), m) for o, d, m in notes])
            yield part_of(row["title"] or "", row["src"]), Song(
                row["title"], "none", tonic, mode, meter, None, [to_ticks(b) for b in bars], notes, [], row["src"])


def fingerprint(song):
    """Runs of eight (interval, duration): the same melody under another title is found by them."""
    steps = [(b[2] - a[2], b[1]) for a, b in zip(song.notes, song.notes[1:])]
    return {tuple(steps[i:i + 8]) for i in range(len(steps) - 7)}


def load(folder):
    """{'train','valid','test'} -> songs with words, and the tunes for training. A training item that holds three tenths or more
    of a held-out song's melody (the same hymn tune with other words, say) is dropped."""
    parts = {"train": [], "valid": [], "test": []}
    for part, song in read_songs(folder):
        parts[part].append(song)
    tunes = [song for _, song in read_tunes(folder)]
    held = [fingerprint(s) for p in ("valid", "test") for s in parts[p]]
    where = {}
    for i, grams in enumerate(held):
        for g in grams:
            where.setdefault(g, []).append(i)

    def leaks(song):
        hits = {}
        for g in fingerprint(song):
            for i in where.get(g, ()):
                hits[i] = hits.get(i, 0) + 1
        return any(n >= 0.3 * len(held[i]) and n >= 4 for i, n in hits.items())

    dropped = sum(leaks(s) for s in parts["train"]), sum(leaks(s) for s in tunes)
    parts["train"] = [s for s in parts["train"] if not leaks(s)]
    parts["tunes"] = [s for s in tunes if not leaks(s)]
    parts["dropped"] = dropped
    return parts
