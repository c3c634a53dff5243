"""Draws poems for training: by language and form, with and without theme words and title, rows of like length side by side."""
import numpy as np

import verse
from tokenizer import CONTEXT

_REGULATED = ["wujue", "qijue", "wulv", "qilv"]
TARGET_NONE = -1


def weights(poems, language):
    """How likely each poem is to be drawn. A form's share of the tokens is the square root of what it has, so that rare forms are well
    seen; regulated verse without violations counts three times."""
    weight, tokens = np.zeros(len(poems.bodies)), poems.lengths()
    for form in verse.FORMS[language]:
        here = (poems.language == language) & (poems.form == form)
        if here.any():
            each = np.where(poems.strict[here] & (form in _REGULATED), 3.0, 1.0)
            weight[here] = each / (each * tokens[here]).sum() * np.sqrt(tokens[here].sum())
    return weight / weight.sum()


def row(poems, n, control, rng=None):
    """The ids of one poem, and for each the id that follows or TARGET_NONE. Without `rng` neither theme nor title; with it they are drawn."""
    head = poems.heads[n].tolist() + [control[verse.THEME]]
    words, title = [], []
    if rng is not None:
        themes = poems.theme(n)
        chosen = rng.permutation(len(themes))[:rng.integers(verse.THEME_WORDS + 1)]
        words = [int(i) for t in chosen for i in themes[t]]
        if rng.random() < 0.5 and len(poems.titles[n]):
            title = [control[verse.TITLE], *poems.titles[n].tolist()]
    ids = [*head, *words, *title, control[verse.POEM], *poems.bodies[n].tolist()]
    targets = ids[1:] + [TARGET_NONE]
    targets[:1] = [TARGET_NONE]
    targets[len(head) - 1:len(head) - 1 + len(words)] = [TARGET_NONE] * len(words)
    return ids[:CONTEXT], targets[:CONTEXT]


def pad(rows, padding):
    length = max(len(ids) for ids, _ in rows)
    ids, targets = np.full((len(rows), length), padding, np.int64), np.full((len(rows), length), TARGET_NONE, np.int64)
    for i, (a, b) in enumerate(rows):
        ids[i, :len(a)], targets[i, :len(b)] = a, b
    return ids, targets


def batches(poems, language, control, tokens, rng, window=24):
    """Without end: rows of like length, about `tokens` ids in all."""
    edges = np.cumsum(weights(poems, language))
    while True:
        chosen = np.searchsorted(edges, rng.random(size=window * tokens // 60) * edges[-1])
        rows = sorted((row(poems, n, control, rng) for n in chosen), key=lambda r: len(r[0]))
        groups, group = [], []
        for r in rows:
            if group and (len(group) + 1) * len(r[0]) > tokens:
                groups.append(group)
                group = []
            group.append(r)
        groups.append(group)
        for i in rng.permutation(len(groups)):
            yield pad(groups[i], control[verse.PAD])


def held_out(poems, language, control, tokens, limit=None):
    """Held-out rows without theme and title, and the characters of their lines; the first `limit` of a fixed order."""
    chosen = np.flatnonzero(poems.language == language)
    chosen = np.random.default_rng(7).permutation(chosen)[:limit]
    rows = sorted(((row(poems, n, control), int(poems.characters[n])) for n in chosen), key=lambda r: len(r[0][0]))
    group, characters = [], 0
    for r, n in rows:
        if group and (len(group) + 1) * len(r[0]) > tokens:
            yield (*pad(group, control[verse.PAD]), characters)
            group, characters = [], 0
        group.append(r)
        characters += n
    if group:
        yield (*pad(group, control[verse.PAD]), characters)
