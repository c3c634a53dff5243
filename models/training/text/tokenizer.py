"""The poet's tokenizer: byte-level BPE of the GPT-2 kind in Hugging Face's tokenizer.json. Learns it, saves it, loads it, encodes.

python3 tokenizer.py --work WORK [--size 11008]

Chinese characters are set apart first, each a piece by itself, so that no token spans two of them; what stands between is split as GPT-2
does. Every character seen often enough is one token; the rest of the size goes to English. The control tokens come last."""
import argparse
import collections
import gzip
import heapq
import json
import os
import unicodedata

import verse

LEAST = 30             # times a Chinese character must be seen to have a token of its own
CONTEXT = 384
HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")
_SPACE = set("\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff") | set(map(chr, range(0x2000, 0x200b)))


def is_han(c):
    return "\u3400" <= c <= "\u4dbf" or "\u4e00" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"


def byte_alphabet():
    """The printable stand-in of each byte."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [b for b in range(256) if b not in set(plain)]
    return {**{b: chr(b) for b in plain}, **{b: chr(256 + n) for n, b in enumerate(rest)}}


STAND = byte_alphabet()


def _kind(c):
    if c in _SPACE:
        return " "
    category = unicodedata.category(c)[0]
    return category if category in "LN" else "."


def _gpt2(text):
    """GPT-2's split: contractions; runs of letters, of digits, of other signs, each with one space before it; runs of space, of which
    the last goes to what follows."""
    i = 0
    while i < len(text):
        found = next((c for c in _CONTRACTIONS if text.startswith(c, i)), None)
        if found:
            yield found
            i += len(found)
            continue
        begin = i
        if text[i] == " " and i + 1 < len(text) and _kind(text[i + 1]) != " ":
            i += 1
        kind = _kind(text[i])
        i += 1
        while i < len(text) and _kind(text[i]) == kind:
            i += 1
        if kind == " " and i < len(text) and i - begin > 1:
            i -= 1
        yield text[begin:i]


def pieces(text):
    begin = 0
    for i, c in enumerate(text):
        if is_han(c):
            yield from _gpt2(text[begin:i])
            yield c
            begin = i + 1
    yield from _gpt2(text[begin:])


class Tokenizer:
    def __init__(self, vocabulary, merges):
        """`vocabulary` holds the control tokens too."""
        self.vocabulary, self.merges = vocabulary, merges
        self.ranks = {tuple(pair): n for n, pair in enumerate(merges)}
        self.control = {name: vocabulary[name] for name in verse.CONTROL}
        self.names = {n: name for name, n in vocabulary.items()}
        self.bytes = {stand: b for b, stand in STAND.items()}
        self.known = {}

    def _piece(self, text):
        if text not in self.known:
            word = [STAND[b] for b in text.encode("utf-8")]
            while len(word) > 1:
                rank, pair = min((self.ranks.get(pair, 1 << 30), pair) for pair in zip(word, word[1:]))
                if rank == 1 << 30:
                    break
                word = _join(word, pair)
            self.known[text] = [self.vocabulary[part] for part in word]
        return self.known[text]

    def encode(self, text):
        found, begin = [], 0
        while begin < len(text):
            at = text.find("<|", begin)
            stop = text.find("|>", at) + 2 if at >= 0 else 1
            while at >= 0 and text[at:stop] not in self.control:
                at = text.find("<|", at + 1)
                stop = text.find("|>", at) + 2 if at >= 0 else 1
            end = at if at >= 0 else len(text)
            found += [n for piece in pieces(text[begin:end]) for n in self._piece(piece)]
            if at < 0:
                break
            found.append(self.control[text[at:stop]])
            begin = stop
        return found

    def decode(self, ids, control=True):
        data = b""
        for n in ids:
            name = self.names[int(n)]
            data += (name.encode() if control else b"") if name in self.control else bytes(self.bytes[c] for c in name)
        return data.decode("utf-8", "replace")

    def save(self, folder):
        os.makedirs(folder, exist_ok=True)
        added = [{"id": n, "content": name, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
                 for name, n in self.control.items()]
        split = {"type": "Split", "pattern": {"Regex": HAN}, "behavior": "Isolated", "invert": False}
        level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        model = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False,
                 "byte_fallback": False, "ignore_merges": False, "vocab": {name: n for name, n in self.vocabulary.items() if name not in self.control},
                 "merges": [" ".join(pair) for pair in self.merges]}
        _write(folder, "tokenizer.json", {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": None,
                                          "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split, level]}, "post_processor": None,
                                          "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}, "model": model})
        _write(folder, "tokenizer_config.json", {"tokenizer_class": "GPT2Tokenizer", "model_max_length": CONTEXT, "add_prefix_space": False,
                                                 "clean_up_tokenization_spaces": False, "bos_token": verse.END, "eos_token": verse.END,
                                                 "pad_token": verse.PAD, "unk_token": verse.END})
        _write(folder, "special_tokens_map.json", {"bos_token": verse.END, "eos_token": verse.END, "pad_token": verse.PAD, "unk_token": verse.END})

    @staticmethod
    def load(folder):
        with open(os.path.join(folder, "tokenizer.json"), encoding="utf-8") as f:
            saved = json.load(f)
        vocabulary = {**saved["model"]["vocab"], **{t["content"]: t["id"] for t in saved["added_tokens"]}}
        return Tokenizer(vocabulary, [tuple(pair.split(" ")) for pair in saved["model"]["merges"]])


def _write(folder, name, value):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as f:
        json.dump(value, f, ensure_ascii=False, indent=1)
        f.write("\n")


def _join(word, pair):
    joined, i = [], 0
    while i < len(word):
        if i + 1 < len(word) and word[i] == pair[0] and word[i + 1] == pair[1]:
            joined.append(pair[0] + pair[1])
            i += 2
        else:
            joined.append(word[i])
            i += 1
    return joined


def learn_merges(counts, wanted):
    """The most frequent pair first, ties by the pair itself; only words that hold it are touched."""
    words = [[STAND[b] for b in text.encode("utf-8")] for text in counts]
    numbers = list(counts.values())
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for n, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += numbers[n]
            where[pair].add(n)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    merges = []
    while len(merges) < wanted and heap:
        count, pair = heapq.heappop(heap)
        if -count != pairs[pair]:
            if pairs[pair] > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        merges.append(pair)
        changed = set()
        for n in where.pop(pair):
            before, after = words[n], _join(words[n], pair)
            for old in zip(before, before[1:]):
                pairs[old] -= numbers[n]
                changed.add(old)
            for new in zip(after, after[1:]):
                pairs[new] += numbers[n]
                where[new].add(n)
                changed.add(new)
            words[n] = after
        for new in changed:
            if pairs[new] > 0:
                heapq.heappush(heap, (-pairs[new], new))
    return merges


def learn(samples, size):
    """`samples`: texts of each language, with control tokens left out."""
    han, other = collections.Counter(), collections.Counter()
    for text in samples:
        for piece in pieces(text):
            if is_han(piece[0]):
                han[piece] += 1
            elif "\n" not in piece:
                other[piece] += 1
    frequent = sorted((c for c, n in han.items() if n >= LEAST), key=lambda c: (-han[c], c))
    spelt = {c: [STAND[b] for b in c.encode("utf-8")] for c in frequent}
    merges = list(dict.fromkeys((a, b) for a, b, _ in spelt.values())) + [(a + b, c) for a, b, c in spelt.values()]
    room = size - 256 - len(merges) - len(verse.CONTROL)
    merges += learn_merges({text: n for text, n in sorted(other.items()) if n > 1 and len(text) > 1}, room)
    names = list(dict.fromkeys(list(STAND.values()) + ["".join(pair) for pair in merges] + verse.CONTROL))
    print(f"{len(frequent)} Chinese characters of {len(han)}, {room} merges for the rest, {len(names)} tokens")
    return Tokenizer({name: n for n, name in enumerate(names)}, merges)


def read(work, side):
    with gzip.open(os.path.join(work, side + ".jsonl.gz"), "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def plain_texts(samples):
    """The words of the samples, as they stand in the format: last words begin with a space."""
    for s in samples:
        yield "".join([s.get("tune") or "", s.get("title") or "", *(" " + w for w in s["theme"])])
        for entry in s["lines"]:
            if entry is not None:
                yield entry[2]
                if len(entry) > 3:
                    yield " " + entry[3]


AWKWARD = ["", " ", "  ", "\n\n", " \n x", "a  b", "I'll  don't 'Tis 'S o'er", "<|zh|>春<|nothing|>眠<|", "<|<|en|>|>", "naïve café—Æneas", "e\u0301a\u0300", "👩‍👩‍👧‍👦 ☂️ 🇫🇷", "日本語のテキスト", "한국어",
           "𠮷野家 𝔘nicode", "䶮㐀豈", "123 4,567.89", "\t\ttabs\r\n", "\u3000春\u3000", "春眠 不觉 晓", "moon月moon 月 moon", "\u200bzero\ufeffwidth", "العربية हिन्दी ไทย", "x\x00y\x7f", "……——！？「」",
           "½ ² Ⅷ ①", "ǅ ʰ ª"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True, help="folder with train.jsonl.gz; the tokenizer goes to its folder `tokenizer`")
    parser.add_argument("--size", type=int, default=11008)
    options = parser.parse_args()
    tokenizer = learn(plain_texts(read(options.work, "train")), options.size)
    folder = os.path.join(options.work, "tokenizer")
    tokenizer.save(folder)
    tokenizer = Tokenizer.load(folder)
    texts = list(AWKWARD)
    for n, s in enumerate(read(options.work, "heldout")):
        if n % 3 == 0 or s["lang"] == "en":
            texts.append(verse.prompt(s["lang"], s["form"], s.get("tune"), s["theme"][:4], s["title"]) + verse.body(s["lines"]))
    keep = max(1, len(texts) // 2000)
    texts = texts[:len(AWKWARD)] + texts[len(AWKWARD)::keep]
    cases = [{"text": text, "ids": tokenizer.encode(text)} for text in texts]
    for case in cases:
        if tokenizer.decode(case["ids"]) != case["text"]:
            raise SystemExit(f"does not come back: {case['text']!r}")
    with open(os.path.join(options.work, "tokenizer-cases.json"), "w", encoding="utf-8") as f:
        json.dump(cases, f, ensure_ascii=False)
    print(f"{len(cases)} texts come back whole; tokenizer-cases.json holds their ids for check_tokenizer.mjs")


if __name__ == "__main__":
    main()
