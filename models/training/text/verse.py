"""The poet's text format: control tokens, and a poem written as the pieces that are encoded one after another.

    <|en|><|ballad|><|theme|> moon river<|title|>Night<|poem|><|l1|><|A|> tonight<|turn|>The river keeps the moon tonight
    <|zh|><|ci|><|tune|>浣溪沙<|theme|> 春风<|poem|><|l1|><|r3|>一曲新词酒一杯

A head (language, form, a ci's tune), up to four theme words, a title or none, then the lines. A line begins with its number (in its
stanza; 17 is 1 again) and its rhyme: in English the letter of the scheme or <|x|>, in Chinese the modern rhyme group of a line that
rhymes, nothing on the others. In English the line's last word comes next, then <|turn|>, then the whole line. Lines end with a
newline, an empty line parts stanzas, <|end|> closes the poem."""

LANGUAGES = ["zh", "en"]
FORMS = {"zh": ["wujue", "qijue", "wulv", "qilv", "ci", "gushi", "siyan", "other"],
         "en": ["sonnet", "ballad", "common", "limerick", "couplets", "quatrains", "tercets", "haiku", "villanelle", "free", "other"]}
NUMBERS = 16
LETTERS = "ABCDEFGHIJKL"
GROUPS = 16
THEME_WORDS = 4


def token(name):
    return f"<|{name}|>"


END, PAD = token("end"), token("pad")
THEME, TITLE, POEM, TUNE, TURN = map(token, ("theme", "title", "poem", "tune", "turn"))
CONTROL = [PAD, END, *map(token, LANGUAGES), *map(token, dict.fromkeys(FORMS["zh"] + FORMS["en"])), TUNE, THEME, TITLE, POEM, TURN,
           *(token(f"l{n}") for n in range(1, NUMBERS + 1)), *map(token, LETTERS), token("x"), *(token(f"r{n}") for n in range(1, GROUPS + 1))]


def head(language, form, tune=None):
    return token(language) + token(form) + (TUNE + tune if tune else "")


def line(number, rhyme, text, last=None):
    """`number` counts from 0; `rhyme` is a letter, "x", a group such as "r3" or None; `last` an English line's last word."""
    start = token(f"l{number % NUMBERS + 1}") + (token(rhyme) if rhyme else "")
    return start + (f" {last}{TURN}" if last is not None else "") + text + "\n"


def body(lines):
    """Lines as the corpus holds them: [number, rhyme, text] or [number, rhyme, text, last word]; None is a stanza break."""
    return "".join("\n" if entry is None else line(*entry) for entry in lines) + END


def prompt(language, form, tune=None, theme=(), title=None):
    """What stands before the first line, <|poem|> included."""
    return head(language, form, tune) + THEME + "".join(" " + word for word in theme) + (TITLE + title if title else "") + POEM


def characters(lines):
    """The characters of the lines alone: what nats per character are counted by."""
    return sum(len(entry[2]) for entry in lines if entry is not None)
