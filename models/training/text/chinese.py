"""Chinese verse: forms, tunes, titles, themes; clauses without punctuation, long poems in parts."""
import gzip
import json
import math
import os
import re

_BUDGET = 340          # tokens of a part
_LENGTHS = {"wujue": (4, 5), "qijue": (4, 7), "wulv": (8, 5), "qilv": (8, 7)}
_SINGLE = "春夏秋冬月花雪风雨山水江河湖海云夜梅柳竹松菊荷兰桃杏莲酒茶剑琴笛钟雁鹤莺燕蝉舟楼亭灯梦愁别思乡客僧渔樵"
_HAN = re.compile("^[\u3400-\u9fff]+$")


class Themes:
    """Key words of a poem: words of its title and frequent poetic words in its lines, the rarer first; then a few single characters."""

    def __init__(self, data):
        with gzip.open(os.path.join(data, "poetic-words-zh.jsonl.gz"), "rt", encoding="utf-8") as f:
            entries = map(json.loads, f)
            self.counts = {e["w"]: e["n"] for e in entries if e["n"] >= 80}
        self.total = sum(self.counts.values())

    def of(self, lines, title):
        found = [title[i:i + 2] for i in range(len(title or "") - 1) if title[i:i + 2] in self.counts][:2]
        rated = {text[i:i + 2] for text in lines for i in range(0, len(text) - 1) if i % 2 == 0 or i == len(text) - 2} & self.counts.keys()
        found += sorted(rated, key=lambda w: (-math.log(self.total / self.counts[w]), w))[:6]
        found += [c for c in _SINGLE if any(c in text for text in lines)][:2]
        return list(dict.fromkeys(found))


def title(text):
    text = re.split(r"[\s（(・·]", text.strip())[0]
    text = re.sub("(其?[一二三四五六七八九十百]+)?[首章]?$", "", text) if re.search("[首章]$", text) else text
    return text if _HAN.match(text) and 1 < len(text) <= 12 else None


def tune(poem):
    """A ci's title begins with the tune's name, a qu's ends with it."""
    part = re.split(r"[・·]", poem["title"])[-1] if poem["form"] == "qu" else re.split(r"[\s（(・·]", poem["title"])[0]
    return part if _HAN.match(part) and len(part) <= 7 else None


def form_of(given, lines):
    lengths = {len(text) for text in lines}
    if given in _LENGTHS:
        count, length = _LENGTHS[given]
        return given if len(lines) == count and lengths == {length} else "gushi"
    if given == "ci":
        return "ci"
    if lengths == {4}:
        return "siyan"
    return "gushi" if given in ("gushi", "pailv") and lengths <= {5, 7} else "other"


def samples(poem, rhymes, themes):
    lines = [text.replace("、", "") for text in poem["lines"]]
    if not lines or not all(_HAN.match(text) and len(text) <= 20 for text in lines):
        return
    form = form_of(poem["form"], lines)
    closing = [mark not in "，、；：" for mark in poem["p"].ljust(len(lines), "。")[:len(lines)]]
    if form in _LENGTHS or form == "gushi":
        closing = [i % 2 == 1 for i in range(len(lines))]
    begin = 0
    while begin < len(lines):
        end, cost = begin, 0
        while end < len(lines) and cost + len(lines[end]) + 3 <= _BUDGET:
            cost += len(lines[end]) + 3
            end += 1
        if end < len(lines):
            end = begin + max(16, (end - begin) // 16 * 16)
        part, marks = lines[begin:end], rhymes.mark(lines[begin:end], closing[begin:end])
        name = title(poem["title"]) if begin == 0 and form != "ci" and poem["form"] != "qu" else None
        if len(part) > 1:
            yield {"form": form, "tune": tune(poem) if poem["form"] in ("ci", "qu") else None, "title": name, "theme": themes.of(part, name),
                   "strict": poem.get("viol", 9) <= 1 and poem.get("rhyme", "").startswith("平"),
                   "lines": [[i, mark, text] for i, (text, mark) in enumerate(zip(part, marks))]}
        begin = end
