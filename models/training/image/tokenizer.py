"""A byte-pair tokenizer of the CLIP kind with a vocabulary of its own: trains, saves, loads, encodes.

Text is NFC-normalised and lower-cased, split into runs of letters, single digits and runs of other signs; each piece becomes
bytes in the GPT-2 alphabet with `</w>` on the last, and merges are applied by rank.

  python3 tokenizer.py --corpus DIR --out DIR [--merges 1500]"""
import argparse
import collections
import json
import os
import re
import unicodedata

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 64
_CONTRACTIONS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d")


def byte_alphabet():
    """The printable stand-in of each byte, in the order GPT-2's vocabulary has them."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    stand = dict(zip(plain, map(chr, plain)))
    order = list(plain)
    extra = 0
    for b in range(256):
        if b not in stand:
            stand[b] = chr(256 + extra)
            order.append(b)
            extra += 1
    return stand, [stand[b] for b in order]


def _kind(c):
    if c.isspace():
        return " "
    category = unicodedata.category(c)[0]
    return category if category in "LN" else "."


def pieces(text):
    """Splits as CLIP's pattern does: contractions, letters, one digit at a time, anything else that is not space."""
    text = " ".join(unicodedata.normalize("NFC", text).lower().split())
    out, i = [], 0
    while i < len(text):
        found = _CONTRACTIONS.match(text, i)
        if found:
            out.append(found.group())
            i = found.end()
            continue
        kind = _kind(text[i])
        j = i + 1
        if kind in "L.":
            while j < len(text) and _kind(text[j]) == kind:
                j += 1
        if kind != " ":
            out.append(text[i:j])
        i = j
    return out


class Tokenizer:
    def __init__(self, vocabulary, merges):
        self.vocabulary = vocabulary
        self.merges = merges
        self.ranks = {pair: n for n, pair in enumerate(merges)}
        self.stand, _ = byte_alphabet()
        self.start, self.end = vocabulary[START], vocabulary[END]
        self.known = {}

    def piece(self, text):
        if text in self.known:
            return self.known[text]
        word = [self.stand[b] for b in text.encode("utf-8")]
        word[-1] += "</w>"
        while len(word) > 1:
            rank, i = min((self.ranks.get(pair, 1 << 30), n) for n, pair in enumerate(zip(word, word[1:])))
            if rank == 1 << 30:
                break
            word[i:i + 2] = [word[i] + word[i + 1]]
        self.known[text] = [self.vocabulary[part] for part in word]
        return self.known[text]

    def encode(self, text, context=CONTEXT):
        """Ids with start, end and padding (by end), exactly `context` of them."""
        ids = [n for piece in pieces(text) for n in self.piece(piece)][: context - 2]
        ids = [self.start, *ids, self.end]
        return ids + [self.end] * (context - len(ids))

    def save(self, folder):
        os.makedirs(folder, exist_ok=True)

        def write(name, value):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                json.dump(value, f, ensure_ascii=False, indent=None if name == "vocab.json" else 2)

        write("vocab.json", self.vocabulary)
        with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as f:
            f.write("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in self.merges))
        write("tokenizer_config.json", {"tokenizer_class": "CLIPTokenizer", "model_max_length": CONTEXT, "do_lower_case": True, "add_prefix_space": False,
                                        "bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END, "errors": "replace"})
        write("special_tokens_map.json", {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END})

    @staticmethod
    def load(folder):
        with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as f:
            vocabulary = json.load(f)
        with open(os.path.join(folder, "merges.txt"), encoding="utf-8") as f:
            merges = [tuple(line.rstrip("\n").split(" ")) for line in f if not line.startswith("#version") and line.strip()]
        return Tokenizer(vocabulary, merges)

    @staticmethod
    def train(counts, merges):
        """Learns merges from a counter of pieces: the most frequent pair first, ties by the pair itself."""
        stand, alphabet = byte_alphabet()
        words = []
        for text, n in sorted(counts.items()):
            word = [stand[b] for b in text.encode("utf-8")]
            word[-1] += "</w>"
            words.append((word, n))
        learned = []
        while len(learned) < merges:
            pairs = collections.Counter()
            for word, n in words:
                for pair in zip(word, word[1:]):
                    pairs[pair] += n
            if not pairs:
                break
            pair, n = min(pairs.items(), key=lambda item: (-item[1], item[0]))
            if n < 3:
                break
            learned.append(pair)
            joined = pair[0] + pair[1]
            for word, _ in words:
                i = 0
                while i + 1 < len(word):
                    if word[i] == pair[0] and word[i + 1] == pair[1]:
                        word[i:i + 2] = [joined]
                    i += 1
        names = alphabet + [c + "</w>" for c in alphabet] + list(dict.fromkeys(a + b for a, b in learned)) + [START, END]
        return Tokenizer({name: i for i, name in enumerate(names)}, learned)


def main():
    from corpus import shards
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--merges", type=int, default=1500)
    options = parser.parse_args()
    counts = collections.Counter()
    for shard in shards(options.corpus):
        for facts in shard.facts:
            # Chinese has no spaces: clauses are counted by their runs of two to four characters, so that words rather than whole clauses are learned.
            for piece in pieces(facts["prompt"]) + pieces(facts["words"]):
                if "\u4e00" <= piece[0] <= "\u9fff":
                    for size in (1, 2, 3, 4):
                        for i in range(len(piece) - size + 1):
                            counts[piece[i:i + size]] += 1
                else:
                    counts[piece] += 1
    tokenizer = Tokenizer.train(counts, options.merges)
    tokenizer.save(options.out)
    lengths = sorted(sum(n != tokenizer.end for n in tokenizer.encode(facts["prompt"], 256)) for shard in shards(options.corpus)[:2] for facts in shard.facts)
    print(f"{len(tokenizer.vocabulary)} tokens, prompts take {lengths[len(lengths) // 2]} (median), {lengths[-1]} (longest)")


if __name__ == "__main__":
    main()
