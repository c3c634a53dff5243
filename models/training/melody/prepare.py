"""Encodes the corpora once: python3 prepare.py --data FOLDER --out FOLDER"""
import argparse
import collections
import os
import pickle

import numpy as np

import corpus
import features
import lyrics


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    pronunciations, valences = lyrics.load_pronunciations(options.data), lyrics.load_valence(options.data)
    parts = corpus.load(options.data)
    print("dropped from training as near copies of held-out songs (songs, tunes):", parts.pop("dropped"))
    encoded = {}
    for part, songs in parts.items():
        items = []
        for song in songs:
            variants = [features.encode(song, v, pronunciations, valences) for v in (song.verses or [None])]
            y = variants[0][1]
            items.append({"title": song.title, "language": song.language, "source": song.source,
                          "x": [v[0].astype(np.int16) for v in variants], "y": [v[1].astype(np.int16) for v in variants]})
        encoded[part] = items
        notes = sum(len(i["y"][0]) for i in items)
        print(part, len(items), "items", notes, "notes", dict(collections.Counter(i["language"] for i in items)))
    with open(os.path.join(options.out, "encoded.pkl"), "wb") as f:
        pickle.dump(encoded, f)
    y = np.concatenate([i["y"][0] for i in encoded["train"]])
    print("gap", np.bincount(y[:, 0]), "duration", np.bincount(y[:, 1]), "pitch", np.bincount(y[:, 2]), sep="\n")


if __name__ == "__main__":
    main()
