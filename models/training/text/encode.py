"""Texts to ids: train.npz and heldout.npz, each poem in five parts, since theme words and titles are drawn anew each time.

python3 encode.py --work WORK"""
import argparse
import os
import time

import numpy as np

import verse
from tokenizer import CONTEXT, Tokenizer, read

SLACK = 24             # tokens kept free for theme words


def encode(tokenizer, sample):
    """Head, theme words, title, body and the number of characters in the lines."""
    head = tokenizer.encode(verse.head(sample["lang"], sample["form"], sample.get("tune")))
    words = [tokenizer.encode(" " + word) for word in sample["theme"]]
    title = tokenizer.encode(sample["title"]) if sample["title"] else []
    return head, words, title, tokenizer.encode(verse.body(sample["lines"])), verse.characters(sample["lines"])


def fits(head, title, body):
    return len(head) + len(title) + len(body) + 3 + SLACK <= CONTEXT


class Store:
    """Ragged rows of ids in one array."""

    def __init__(self, values, ends):
        self.values, self.ends = values, ends

    def __len__(self):
        return len(self.ends)

    def __getitem__(self, n):
        return self.values[self.ends[n - 1] if n else 0:self.ends[n]]

    @staticmethod
    def of(rows):
        return Store(np.concatenate([np.asarray(row, np.uint16) for row in rows]), np.cumsum([len(row) for row in rows]).astype(np.int64))


class Poems:
    """A side of the corpus, encoded. Theme words are kept as lengths beside their joined ids."""

    PARTS = ["heads", "themes", "theme_lengths", "titles", "bodies"]

    def __init__(self, path):
        with np.load(path) as data:
            for part in self.PARTS:
                setattr(self, part, Store(data[part], data[part + "_ends"]))
            self.language, self.form, self.strict, self.characters = (data[name] for name in ("language", "form", "strict", "characters"))

    def theme(self, n):
        ends = np.cumsum(self.theme_lengths[n], dtype=np.int64)
        return [self.themes[n][end - length:end] for end, length in zip(ends, self.theme_lengths[n])]

    def lengths(self):
        """Tokens of each poem without theme words."""
        return sum(np.diff(store.ends, prepend=0) for store in (self.heads, self.titles, self.bodies)) + 3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(os.path.join(options.work, "tokenizer"))
    for side in ("heldout", "train"):
        start = time.time()
        rows, facts, dropped = {part: [] for part in Poems.PARTS}, {"language": [], "form": [], "strict": [], "characters": []}, 0
        for s in read(options.work, side):
            head, words, title, body, characters = encode(tokenizer, s)
            if not fits(head, title, body):
                dropped += 1
                continue
            for part, value in zip(Poems.PARTS, (head, sum(words, []), [len(w) for w in words], title, body)):
                rows[part].append(value)
            for name, value in (("language", s["lang"]), ("form", s["form"]), ("strict", s.get("strict", False)), ("characters", characters)):
                facts[name].append(value)
        arrays = {name: np.array(values) for name, values in facts.items()}
        for part, values in rows.items():
            store = Store.of(values)
            arrays[part], arrays[part + "_ends"] = store.values, store.ends
        np.savez(os.path.join(options.work, side + ".npz"), **arrays)
        tokens, language = np.array([len(b) for b in rows["bodies"]]), arrays["language"]
        for name in verse.LANGUAGES:
            here = language == name
            print(f"{side} {name}: {here.sum()} poems, {tokens[here].sum()} tokens, {arrays['characters'][here].sum()} characters in the lines", flush=True)
        print(f"{side}: {dropped} too long, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
