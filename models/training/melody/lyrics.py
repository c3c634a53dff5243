"""Stress, words and lines of the sung text."""
import gzip
import os
import re

NONE, SECONDARY, PRIMARY = 1, 2, 3      # 0 = unknown

# Words of one syllable that are sung unstressed unless the tune insists.
WEAK_EN = set("""a an the and but or nor for of to in on at by as if is am are was were be been do does did has have had
 he she it we they me him us them my thy his her its our your their that this than then with from so can could will would shall
 should may might must let i you ye who which what when where while i'm i'll i've he's she's it's we're you're they're o oh
 'tis 'twas tis twas o'er ere 'neath th' i'd he'd she'd we'd you'd they'd not""".split())
WEAK_DE = set("""der die das des dem den ein mein dein sein und oder in im an am zu zum zur von vom mit bei so ist sind war bin
 bist hat er es sie ich du wir ihr mir dir ihm sich mich dich uns euch wie als dass daß wenn da nur auf aus um für nicht""".split())
PREFIX_DE = ("be", "ge", "ver", "er", "ent", "zer", "emp", "miß")
CAPITALS_EN = set("""i i'm i'll i've i'd o oh god lord jesus christ he him his thee thou thy thine father son spirit saviour
 savior king heaven love holy""".split())


def load_pronunciations(folder):
    """word -> stress digits of its vowels, such as '010'."""
    table = {}
    with gzip.open(os.path.join(folder, "cmudict.txt.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            word, *phones = line.split()
            digits = "".join(p[-1] for p in phones if p[-1].isdigit())
            table.setdefault(re.sub(r"\(\d\)$", "", word).lower(), digits)
    return table


def load_valence(folder):
    import json
    table = {}
    with gzip.open(os.path.join(folder, "mood-en.jsonl.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            table[row["w"]] = row.get("vader", row.get("afinn", 0) * 0.8)
    return table


def plain(text):
    return re.sub(r"[^\w']", "", text.replace("’", "'").lower())


def english(word, count, table):
    if count == 1:
        return [NONE if word in WEAK_EN else PRIMARY]
    digits = table.get(word) or table.get(word.strip("'")) or table.get(re.sub(r"'s$", "", word))
    for ending in ("eth", "est", "ed", "ing", "s"):
        if not digits and word.endswith(ending) and word[:-len(ending)] in table:
            digits = table[word[:-len(ending)]] + "0" * count
    if digits:
        marks = [{"0": NONE, "1": PRIMARY, "2": SECONDARY}[d] for d in digits]
        while len(marks) > count and NONE in marks:      # heav'n, flow'rs: an unstressed vowel is swallowed
            marks.pop(len(marks) - 1 - marks[::-1].index(NONE))
        marks = (marks + [NONE] * count)[:count]
        if PRIMARY in marks:
            return marks
    return [PRIMARY] + [NONE] * (count - 1)


def german(word, count):
    if count == 1:
        return [NONE if word in WEAK_DE else PRIMARY]
    first = 1 if word.startswith(PREFIX_DE) else 0
    return [PRIMARY if i == first else NONE for i in range(count)]


class Syllable:
    __slots__ = ("text", "stress", "word_start", "word_end", "punctuation", "line_end", "capital", "word")


def read_syllables(pairs, language, table):
    """pairs: (text, 'single|begin|middle|end'). Returns syllables with stress, word ends, punctuation and line ends."""
    syllables = []
    word = []
    for text, position in pairs:
        s = Syllable()
        s.text, s.stress, s.word, s.line_end = text, 0, "", False
        s.word_start = position in ("single", "begin") or not word
        s.word_end = position in ("single", "end")
        s.capital = text.lstrip("\"“‘'(„»«").strip()[:1].isupper()
        tail = re.search(r"[^\w'’]*$", text).group(0)
        s.punctuation = (3 if re.search(r"[.!?]", tail) else 2 if re.search(r"[;:—–]", tail) else 1 if "," in tail else 0) if s.word_end else 0
        if s.word_start and word:
            mark_word(word, language, table)
            word = []
        word.append(s)
        if s.word_end:
            mark_word(word, language, table)
            word = []
        syllables.append(s)
    if word:
        mark_word(word, language, table)
    mark_lines(syllables, language)
    return syllables


def mark_word(word, language, table):
    text = plain("".join(s.text for s in word))
    if language == "en":
        marks = english(text, len(word), table)
    elif language == "de":
        marks = german(text, len(word))
    else:
        marks = [0] * len(word)
    for s, mark in zip(word, marks):
        s.stress, s.word = mark, text


def mark_lines(syllables, language):
    """The corpora keep no line breaks: a verse line is taken to end at a strong mark, or where a new word with a capital follows
    a comma or (outside German, which capitalises nouns) at least four syllables. Only the text is consulted, never the tune."""
    since = 0
    for i, s in enumerate(syllables):
        since += 1
        if i == len(syllables) - 1:
            s.line_end = True
            break
        if not s.word_end:
            continue
        following = syllables[i + 1]
        new = following.capital and (language != "en" or following.word not in CAPITALS_EN)
        if (s.punctuation >= 2 and since >= 3) or (s.punctuation == 1 and since >= 4 and (new or language == "de" and since >= 6)) \
                or (new and language != "de" and since >= 4) or since >= 24 and s.punctuation:
            s.line_end = True
            since = 0


def mean_valence(syllables, table):
    """Mean valence over the words that the list knows, or None when it knows fewer than three."""
    values = [table[s.word] for s in syllables if s.word_start and s.word in table]
    return sum(values) / len(values) if len(values) >= 3 else None
