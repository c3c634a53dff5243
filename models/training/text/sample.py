"""Draws poems from a checkpoint as they come, without any rule of form.

python3 sample.py --work WORK [--lang zh --form qijue --theme 明月 --theme 春风] [--title 静夜] [--count 3] [--raw]"""
import argparse
import os
import re
import sys

import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(here, "..", "image"))
import verse  # noqa: E402
from model import Poet, Shape  # noqa: E402
from tokenizer import CONTEXT, Tokenizer  # noqa: E402
from trainer import load  # noqa: E402


def empty(model, rows):
    shape = model.shape
    return [tuple(torch.zeros(rows, shape.heads, 0, shape.width // shape.heads) for _ in range(2)) for _ in range(shape.layers)]


@torch.no_grad()
def draw(model, control, start, count, temperature=0.9, top_p=0.92):
    """`count` continuations of the ids `start`, each up to <|end|>."""
    ids, past, seen = torch.tensor([start] * count), empty(model, count), 0
    rows, open_rows = [list(start) for _ in range(count)], set(range(count))
    while open_rows and seen + ids.shape[1] < CONTEXT:
        attention, positions = torch.ones(count, seen + ids.shape[1], dtype=torch.long), torch.arange(seen, seen + ids.shape[1]).expand(count, -1)
        logits, past = model(ids, attention, positions, past)
        seen += ids.shape[1]
        chances, order = torch.softmax(logits[:, -1] / temperature, -1).sort(descending=True)
        chances[chances.cumsum(-1) - chances > top_p] = 0
        ids = order.gather(1, torch.multinomial(chances, 1))
        for n in sorted(open_rows):
            rows[n].append(int(ids[n]))
            if rows[n][-1] == control[verse.END]:
                open_rows.discard(n)
    return rows


def plain(text):
    """The lines of a text in the format, without control tokens and last words."""
    lines = text.split(verse.POEM)[-1].replace(verse.END, "")
    lines = re.sub(r"[^\n>]*" + re.escape(verse.TURN), "", lines)
    return re.sub(r"<\|[^|]*\|>", "", lines).strip()


def load_poet(path):
    saved = load(path)
    model = Poet(Shape(**saved["shape"])).eval()
    model.load_state_dict(saved["average"])
    return model, saved


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--lang", choices=verse.LANGUAGES, default="en")
    parser.add_argument("--form", default=None)
    parser.add_argument("--tune")
    parser.add_argument("--theme", action="append", default=[])
    parser.add_argument("--title")
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--temperature", type=float, default=0.9)
    parser.add_argument("--top-p", type=float, default=0.92)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--raw", action="store_true", help="with control tokens")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.load(os.path.join(options.work, "tokenizer"))
    model, _ = load_poet(os.path.join(options.work, "poet.pt"))
    form = options.form or {"zh": "qijue", "en": "quatrains"}[options.lang]
    start = tokenizer.encode(verse.prompt(options.lang, form, options.tune, options.theme, options.title))
    for ids in draw(model, tokenizer.control, start, options.count, options.temperature, options.top_p):
        text = tokenizer.decode(ids)
        print((text if options.raw else plain(text)) + "\n")


if __name__ == "__main__":
    main()
