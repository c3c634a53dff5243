"""The n-gram that the poet must beat: an interpolated 5-gram with modified Kneser-Ney smoothing on the plain lines of the same split.

python3 ngram.py --work WORK [--order 5]

Chinese is read by the tokenizer's tokens (one a character), English by tokens and by letters. The form is told first, as it is told to the
poet. Figures are nats by character of the lines (line ends are foretold too, and not counted as characters)."""
import argparse
import os

import numpy as np

import verse
from encode import encode, fits
from tokenizer import Tokenizer, read


def texts(work, side, language, tokenizer):
    """Form, lines and characters; of those held out, the poems that the poet is measured on."""
    for s in read(work, side):
        if s["lang"] != language:
            continue
        head, _, title, body, _ = encode(tokenizer, s) if side == "heldout" else ([],) * 5
        if fits(head, title, body):
            yield s["form"], "".join("\n" if entry is None else entry[2] + "\n" for entry in s["lines"]), verse.characters(s["lines"])


def numbered(rows):
    """Rows of symbols as numbers; those that only held-out rows have get one too, so that nothing is unknown."""
    known = {}
    return [np.array([known.setdefault(symbol, len(known)) for symbol in row], np.uint64) for row in rows], known


def windows(rows, order, begin):
    """Each symbol with the order-1 before it, as columns; the form stands just before a text, `begin` before that."""
    padded = [np.concatenate([np.full(order - 2, begin, np.uint64), row]) for row in rows]
    flat = np.concatenate(padded)
    lengths = np.array([len(row) for row in padded])
    begins = np.cumsum(lengths) - lengths
    wanted = np.ones(len(flat), bool)
    for k in range(order - 1):
        wanted[begins + k] = False
    at = np.flatnonzero(wanted)
    return np.stack([flat[at - order + 1 + k] for k in range(order)], 1)


class KneserNey:
    """Interpolated, with three discounts an order (Chen and Goodman 1998). An n-gram is one number in the base of the alphabet's size."""

    def __init__(self, grams, size):
        self.size, order = size, grams.shape[1]
        if size ** order >= 2 ** 64:
            raise SystemExit(f"{size} symbols are too many for {order}-grams")
        keys, counts = np.unique(self._keys(grams), return_counts=True)
        self.tables = []
        for n in range(order, 0, -1):
            discounts = self._discounts(counts)
            context, at = np.unique(keys // np.uint64(size), return_inverse=True)
            cut = discounts[np.minimum(counts, 3)]
            total = np.bincount(at, counts)
            self.tables.append((keys, (counts - cut) / total[at], context, np.bincount(at, cut) / total))
            if n > 1:
                keys, counts = np.unique(keys % np.uint64(size ** (n - 1)), return_counts=True)

    def _keys(self, grams):
        keys = np.zeros(len(grams), np.uint64)
        for column in grams.T:
            keys = keys * np.uint64(self.size) + column
        return keys

    @staticmethod
    def _discounts(counts):
        n = [max(1, int((counts == k).sum())) for k in (1, 2, 3, 4)]
        y = n[0] / (n[0] + 2 * n[1])
        return np.array([0.0, *(min(k + 1.0, max(0.0, k + 1 - (k + 2) * y * n[k + 1] / n[k])) for k in range(3))])

    def chances(self, grams):
        chance = np.full(len(grams), 1 / self.size)
        order = grams.shape[1]
        for n in range(1, order + 1):
            keys, share, context, rest = self.tables[order - n]
            here = self._keys(grams[:, order - n:])
            chance = _found(keys, share, here, 0.0) + _found(context, rest, here // np.uint64(self.size), 1.0) * chance
        return chance


def _found(keys, values, wanted, otherwise):
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], otherwise)


def measure(work, language, split, order, tokenizer):
    rows, sizes, characters = [], [], 0
    for side in ("train", "heldout"):
        count = 0
        for form, text, n in texts(work, side, language, tokenizer):
            rows.append([("form", form), *split(text), ("end",)])
            characters += n if side == "heldout" else 0
            count += 1
        sizes.append(count)
    numbers, known = numbered(rows)
    begin = len(known)
    model = KneserNey(windows(numbers[:sizes[0]], order, begin), len(known) + 1)
    chances = model.chances(windows(numbers[sizes[0]:], order, begin))
    return -np.log(chances).sum() / characters, len(known), characters


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--order", type=int, default=5)
    options = parser.parse_args()
    tokenizer = Tokenizer.load(os.path.join(options.work, "tokenizer"))
    for language, unit, split in (("zh", "tokens", tokenizer.encode), ("en", "tokens", tokenizer.encode), ("en", "letters", list)):
        nats, size, characters = measure(options.work, language, split, options.order, tokenizer)
        print(f"{language} by {unit}: {nats:.4f} nats a character, perplexity {np.exp(nats):.3f} ({size} symbols, {characters} characters)", flush=True)


if __name__ == "__main__":
    main()
