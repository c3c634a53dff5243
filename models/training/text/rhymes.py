"""Rhyme: English by the CMU dictionary, Chinese by the sixteen groups of the modern standard (Zhonghua tongyun), from pinyin."""
import functools
import gzip
import os
import re
import unicodedata

from verse import LETTERS

_WINDOW = 5  # lines; a rhyme further off is not heard
_FINALS = [  # the last match wins from the longest final on; groups count from 1
    ("iong", 15), ("ong", 15), ("ueng", 14), ("iang", 13), ("uang", 13), ("ang", 13), ("eng", 14), ("ing", 14), ("ian", 11), ("uan", 11), ("van", 11),
    ("an", 11), ("uen", 12), ("en", 12), ("in", 12), ("un", 12), ("vn", 12), ("uai", 7), ("ai", 7), ("uei", 8), ("ei", 8), ("ui", 8), ("iao", 9), ("ao", 9),
    ("iou", 10), ("ou", 10), ("iu", 10), ("er", 16), ("ia", 1), ("ua", 1), ("a", 1), ("uo", 2), ("o", 2), ("ie", 3), ("ve", 3), ("ue", 3), ("e", 3), ("i", 4), ("u", 5), ("v", 6)]


def group(syllable):
    """The rhyme group of one pinyin syllable with tone marks, such as "yuè", or None."""
    plain = "".join(c for c in unicodedata.normalize("NFD", syllable.lower().replace("ü", "v")) if not unicodedata.combining(c) or c == "\u0308")
    plain = re.sub("u\u0308", "v", plain)
    plain = re.sub("^([jqxy])u", r"\1v", plain).replace("yi", "i").replace("yv", "v").replace("wu", "u")
    plain = re.sub("^y(?=[aoe])", "i", plain)
    plain = re.sub("^w(?=[aoe])", "u", plain)
    final = re.sub("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])(?=.)", "", plain)
    return next((n for name, n in _FINALS if final == name), None)


class ChineseRhymes:
    """The rhyme group of a character by its first, most usual reading."""

    def __init__(self, data):
        self.groups = {}
        with gzip.open(os.path.join(data, "pinyin-zh.tsv.gz"), "rt", encoding="utf-8") as f:
            for row in f:
                character, readings, _ = row.rstrip("\n").split("\t")
                self.groups[character] = group(readings.split(",")[0])

    def mark(self, lines, closing):
        """The group of each line that rhymes with a neighbour, None for the others. `closing`: which lines end a sentence or couplet;
        the first line counts too when it rhymes with the next of them."""
        groups = [self.groups.get(text[-1]) for text in lines]
        ends = [i for i, closes in enumerate(closing) if closes]
        marks = [None] * len(lines)
        for n, i in enumerate(ends):
            near = [groups[j] for j in ends[max(0, n - 2):n] + ends[n + 1:n + 3]]
            if groups[i] is not None and groups[i] in near:
                marks[i] = f"r{groups[i]}"
        if lines and not closing[0] and ends and marks[ends[0]] and groups[0] == groups[ends[0]]:
            marks[0] = marks[ends[0]]
        return marks


class EnglishSounds:
    def __init__(self, data):
        self.entries = {}
        with gzip.open(os.path.join(data, "cmudict.txt.gz"), "rt", encoding="utf-8") as f:
            for row in f:
                word, *phones = row.split()
                self.entries.setdefault(re.sub(r"\(\d\)$", "", word), []).append(phones)

    def readings(self, word):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
        for form in (plain, plain.replace("'d", "ed"), re.sub("'s$", "", plain), re.sub("in'$", "ing", plain), plain.replace("'", "")):
            if form in self.entries:
                return self.entries[form]
        return []

    @functools.lru_cache(maxsize=None)
    def syllables(self, word):
        """By the dictionary's first reading, else by runs of vowels."""
        for phones in self.readings(word):
            return sum(p[-1].isdigit() for p in phones)
        plain = re.sub("(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$", "", word.lower())
        return max(1, len(re.findall("[aeiouy]+", plain)))

    @functools.lru_cache(maxsize=None)
    def keys(self, word):
        """The sounds from the last stressed vowel on, for each reading; a light ending after two light syllables counts as stressed."""
        found = set()
        for phones in self.readings(word):
            vowels = [i for i, p in enumerate(phones) if p[-1].isdigit()]
            stressed = [i for i in vowels if phones[i][-1] != "0"] or vowels
            starts = stressed[-1:] + (vowels[-1:] if len(vowels) > 2 and stressed[-1] <= vowels[-3] else [])
            found.update(" ".join(p.rstrip("012") for p in phones[i:]) for i in starts)
        return found


def letters(sounds, last_words):
    """A letter of the scheme for each line, "x" where nothing near rhymes; after the twelfth the letters begin again."""
    keys = [sounds.keys(word) for word in last_words]
    parent = list(range(len(last_words)))

    def root(i):
        while parent[i] != i:
            i = parent[i]
        return i

    for i in range(len(last_words)):
        for j in range(i - 1, max(-1, i - 1 - _WINDOW), -1):
            if keys[i] & keys[j] or last_words[i].lower() == last_words[j].lower():
                parent[i] = root(j)
                break
    roots = [root(i) for i in range(len(last_words))]
    order = list(dict.fromkeys(r for r in roots if roots.count(r) > 1))
    return [LETTERS[order.index(r) % len(LETTERS)] if r in order else "x" for r in roots]
