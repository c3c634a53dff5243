"""Poems to training texts: reads the four Chinese and the English collections, splits them and writes train.jsonl.gz and heldout.jsonl.gz.

python3 corpus.py --data DATA --out WORK

One poem in fifty is held out, by SHA-256 of its title and author; poems with the same first line stay on one side."""
import argparse
import collections
import gzip
import hashlib
import json
import os
import re
import time

import chinese
import english
from rhymes import ChineseRhymes, EnglishSounds

CHINESE = ["poems-zh-tang", "poems-zh-song", "poems-zh-ci", "poems-zh-other"]
ENGLISH = ["poems-en"]
HELD_OUT = 50


def read(data, name):
    with gzip.open(os.path.join(data, name + ".jsonl.gz"), "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def _plain(text):
    return re.sub(r"\W+", "", text.lower())


def _digest(text):
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def first_line(poem):
    return _plain(next((text for text in poem["lines"] if text), ""))


def sides(poems):
    """True for each poem held out. Poems that begin alike go where the one with the smallest hash goes."""
    hashes = [_digest(_plain(p["title"]) + "|" + _plain(p["author"]) + ("" if _plain(p["title"]) else "|" + first_line(p))) for p in poems]
    smallest = {}
    for poem, n in zip(poems, hashes):
        key = first_line(poem)
        smallest[key] = min(n, smallest.get(key, n))
    return [smallest[first_line(poem)] % HELD_OUT == 0 for poem in poems]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    start = time.time()
    rhymes, themes, sounds = ChineseRhymes(options.data), chinese.Themes(options.data), EnglishSounds(options.data)
    files = {side: gzip.open(os.path.join(options.out, name + ".jsonl.gz"), "wt", encoding="utf-8", compresslevel=3)
             for side, name in ((False, "train"), (True, "heldout"))}
    counts = collections.Counter()
    for language, names in (("zh", CHINESE), ("en", ENGLISH)):
        poems = [poem for name in names for poem in read(options.data, name) if poem["lines"]]
        word_counts = english.theme_counts(poems) if language == "en" else None
        for poem, held in zip(poems, sides(poems)):
            found = chinese.samples(poem, rhymes, themes) if language == "zh" else english.samples(poem, sounds, word_counts, len(poems))
            for sample in found:
                files[held].write(json.dumps({"lang": language, **sample}, ensure_ascii=False, separators=(",", ":")) + "\n")
                counts[language, sample["form"], held] += 1
        print(f"{language}: {len(poems)} poems read, {time.time() - start:.0f} s", flush=True)
    for f in files.values():
        f.close()
    for language, form in sorted({key[:2] for key in counts}):
        print(f"{language} {form:10} {counts[language, form, False]:7} for training, {counts[language, form, True]:5} held out")


if __name__ == "__main__":
    main()
