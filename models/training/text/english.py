"""English verse: damaged lines out, forms told from stanzas, syllables and rhymes, long poems in parts."""
import math
import re
from collections import Counter

from rhymes import letters

_MOST_WORDS = 14
_BUDGET = 330          # tokens of a part, estimated
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_SOUND_LINE = re.compile(f"^[{_LETTER} ,.;:!?'\"()—&-]+$")
_WORD = re.compile(f"[{_LETTER}]+(?:'[{_LETTER}]+)*")
_COMMON_WORDS = set("""the and of to in a that with his is my on for as her he their i it all from by but be they was this thy so at your when or no not
    thou are have had one we you our which what were she who its him me how then there thee these did if an now more like hath than where them will
    yet shall do may can let would such out some still up down own ever has nor upon through each those been could before every into must though
    while should doth art oh too here never only even again us am o'er say said come came go make made see know well unto shalt tis till upon long
    little much many good great once first two being after both very whose hast nay ere oft why thus whom thine mine without away back gone among
    give take tell away last left lay lie might about any over""".split())


def words(text):
    return _WORD.findall(text)


def mend(text):
    """Spaces and dashes as they should be, and a first word in capitals made plain."""
    text = re.sub(r"\s*--+\s*|\s+-\s+|—-|\s*—\s*", "—", " ".join(text.split()))
    text = re.sub(r"\s+([,.;:!?])", r"\1", text).replace("cann't", "can't")
    text = re.sub(f"([,;:!?])(?=[{_LETTER}])|(\\.)(?=[A-Z][a-z])", r"\1\2 ", text)
    text = re.sub(r'^" +', '"', text)
    first = re.match(f"[\"'(]*([A-Z']{{2,}})(?= [^ ]*[a-z])", text)
    return text[:first.start(1)] + first.group(1).capitalize() + text[first.end(1):] if first else text


def _damaged(text, capitals):
    plain = words(text)
    return (not plain or len(plain) > _MOST_WORDS or len(text) > 90 or not _SOUND_LINE.match(text) or text.upper() == text and len(plain) > 1
            or capitals and re.match("[\"'(—]*[a-z]", text) is not None)


def stanzas(lines):
    """The poem's whole stanzas; none when over a third of the lines would be lost."""
    lines = [mend(text) for text in lines]
    written = [text for text in lines if text]
    capitals = sum(re.match("[\"'(—]*[A-Z]", text) is not None for text in written) > 0.85 * len(written)
    groups, group = [], []
    for text in lines + [""]:
        if text:
            group.append(text)
        elif group:
            groups.append(group)
            group = []
    sound = [g for g in groups if not any(_damaged(text, capitals) for text in g)]
    return sound if sum(map(len, sound)) > 0.66 * len(written) else []


def parts(groups):
    """Stanzas together as long as they fit; a stanza too long by itself is cut after every sixteenth line."""
    found, now, room = [], [], _BUDGET
    for group in groups:
        size = len(group) if _cost(group) <= _BUDGET else 16
        for i in range(0, len(group), size):
            cost = _cost(group[i:i + size])
            if now and cost > room:
                found.append(now)
                now, room = [], _BUDGET
            now.append(group[i:i + size])
            room -= cost
    return found + [now] if now else found


def _cost(group):
    return sum(7 + 1.35 * len(words(text)) for text in group)


def _syllables(sounds, text):
    return sum(map(sounds.syllables, words(text)))


def form_of(sounds, given, groups, scheme):
    sizes = [len(g) for g in groups]
    flat = [text for g in groups for text in g]
    if given in ("sonnet", "limerick") and len(flat) == {"sonnet": 14, "limerick": 5}[given]:
        return given
    if sizes == [3, 3, 3, 3, 3, 4] and sum(text == flat[0] for text in flat) > 1:
        return "villanelle"
    rhymed = sum(letter != "x" for letter in scheme) / len(scheme)
    if rhymed < 0.34:
        return "haiku" if len(flat) == 3 and [_syllables(sounds, text) for text in flat] == [5, 7, 5] else "free"
    pairs = [scheme[i] == scheme[i + 1] != "x" for i in range(0, len(scheme) - 1, 2)]
    if len(scheme) % 2 == 0 and sum(pairs) >= 0.75 * len(pairs) and set(sizes) != {4}:
        return "couplets"
    if set(sizes) == {4}:
        counts = [_syllables(sounds, text) for text in flat]
        metre = sum(abs(n - (8, 6)[i % 2]) <= 1 for i, n in enumerate(counts)) / len(counts)
        if metre > 0.85:
            crossed = sum(scheme[i] == scheme[i + 2] != "x" for i in range(0, len(scheme), 4)) / len(sizes)
            return "common" if crossed > 0.5 else "ballad"
        return "quatrains"
    return "tercets" if set(sizes) == {3} else "other"


def haiku(sounds, groups):
    """Three lines in a row of 5, 7 and 5 syllables that close a sentence."""
    for group in groups:
        counts = [_syllables(sounds, text) for text in group]
        for i in range(len(group) - 2):
            if counts[i:i + 3] == [5, 7, 5] and re.search(r"[.!?;]\"?$", group[i + 2]) and (i == 0 or re.search(r"[.!?;:]\"?$", group[i - 1])):
                yield group[i:i + 3]


def rows(groups, scheme):
    """The lines as verse.body takes them."""
    found, n = [], 0
    for group in groups:
        if found:
            found.append(None)
        for i, text in enumerate(group):
            found.append([i, scheme[n], text, words(text)[-1]])
            n += 1
    return found


def theme_counts(poems):
    """In how many poems each content word stands."""
    counts = Counter()
    for poem in poems:
        counts.update({w.lower() for text in poem["lines"] for w in words(text)})
    return counts


def theme(groups, counts, total):
    """The eight words that tell this poem best from others; being rarer than one poem in thirty counts no further, since wishes are made
    of common words."""
    here = Counter(w.lower() for group in groups for text in group for w in words(text))
    rated = [(n * min(3.4, math.log(total / counts[w])), counts[w], w) for w, n in here.items() if len(w) > 2 and counts[w] >= 40 and w not in _COMMON_WORDS]
    return [w for _, _, w in sorted(rated, reverse=True)[:8]]


def title(text):
    text = re.sub(r"[ .,:;-]+[IVXLivxl]+\.?$", "", " ".join(text.split()))
    fits = _SOUND_LINE.match(text) and 1 <= len(words(text)) <= 8 and not re.search(r"\b[IVXL]{2,}\b", text) and text.upper() != text
    return text if fits else None


def samples(poem, sounds, counts, total):
    groups = stanzas(poem["lines"])
    for n, part in enumerate(parts(groups)):
        scheme = letters(sounds, [words(text)[-1] for group in part for text in group])
        if len(scheme) > 1:
            yield {"form": form_of(sounds, poem["form"], part, scheme), "title": title(poem["title"]) if n == 0 else None,
                   "theme": theme(part, counts, total), "lines": rows(part, scheme)}
    for three in haiku(sounds, groups):
        yield {"form": "haiku", "title": None, "theme": theme([three], counts, total), "lines": rows([three], "xxx")}
