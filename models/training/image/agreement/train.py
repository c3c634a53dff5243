"""Trains the two encoders on pictures and their words.

  python3 agreement/train.py --corpus DIR --tokenizer DIR --text DIR/text.pt --out DIR [--minutes 15] [--threads 1]

Goes on from OUT/agreement.pt. The learning rate falls over the given minutes. TEXT is the text encoder that diffusion/text.py has trained; it
stays as it is, so that every text is read once, and a picture can be told from a thousand texts at each step."""
import argparse
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here]
from corpus import shards, to_tensor  # noqa: E402
from facts import KIND, KINDS, SEASONS, STYLES, TIMES, WEATHERS, boxes, index, presence  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from towers import GRID, SIDE, WIDTH, Labels, Pictures, Words  # noqa: E402
from trainer import Average, Clock, Figures, load, save, set_rate  # noqa: E402

OTHERS = 960  # texts of other pictures that each picture is told from, beside those of its batch


def shrink(x, random=None):
    """256 to 128 pixels; with a random generator, now and then a crop of at least four fifths."""
    if random is None or random.random() < 0.5:
        return F.avg_pool2d(x, x.shape[2] // SIDE)
    side = int(x.shape[2] * random.uniform(0.8, 1))
    top, left = random.integers(x.shape[2] - side + 1), random.integers(x.shape[3] - side + 1)
    return F.interpolate(x[:, :, top:top + side, left:left + side], size=(SIDE, SIDE), mode="bilinear", antialias=True, align_corners=False)


def read_all(words, tokenizer, texts, batch=128):
    """What the projection takes of each text, in order."""
    rows = torch.tensor([tokenizer.encode(text) for text in texts])
    lengths = (rows != tokenizer.end).sum(1) + 1
    order, out = lengths.argsort(), np.empty((len(rows), 3 * WIDTH), np.float16)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(order), batch):
            chosen = order[i:i + batch]
            out[chosen.numpy()] = words.read(rows[chosen, : int(lengths[chosen].max())])[1].float().numpy()
    return out


class Pairs:
    """Batches of pictures and words. Some batches are of one style, so that the rest has to be told apart."""

    def __init__(self, folder, words, tokenizer, cache, seed):
        self.shards = shards(folder)
        self.random = np.random.default_rng(seed)
        self.places = [(shard, n) for shard in self.shards for n in range(len(shard.facts))]
        facts = [shard.facts[n] for shard, n in self.places]
        saved = os.path.join(cache, f"read-{len(facts)}.npz")
        if not os.path.exists(saved):
            np.savez(saved, **{key: read_all(words, tokenizer, [f[key] for f in facts]) for key in ("prompt", "words")})
        with np.load(saved) as found:
            self.prompts, self.words = found["prompt"], found["words"]
        styles = np.array([STYLES.index(f["style"]) for f in facts])
        self.of_style = [np.flatnonzero(styles == s) for s in range(len(STYLES))]

    def batch(self, count):
        rows = self.of_style[self.random.integers(len(STYLES))] if self.random.random() < 0.35 else len(self.places)
        rows = self.random.choice(rows, count, replace=False)
        chosen = [self.places[row] for row in rows]
        pictures = np.stack([shard.pictures[n] for shard, n in chosen])
        facts = [shard.facts[n] for shard, n in chosen]
        where = np.stack([boxes(f, GRID) for f in facts])
        mirrored = self.random.random(count) < 0.5
        pictures[mirrored], where[mirrored] = pictures[mirrored][:, :, ::-1], where[mirrored][:, :, :, ::-1]
        text = np.where(self.random.random((count, 1)) < 0.25, self.words[rows], self.prompts[rows])
        others = self.random.integers(len(self.places), size=OTHERS)
        others = self.prompts[others[~np.isin(others, rows)]]
        named = np.zeros((count, len(KINDS)), np.float32)
        for i, f in enumerate(facts):
            named[i, [KIND[kind] for kind in f["subjects"]]] = 1
        seen = np.stack([presence(f) for f in facts])
        # A picture need not tell what was asked for from what came with it.
        shown = np.where((seen != 0) & (named == 0), -1, np.where(seen == -1, -1, seen))
        said = [[index(STYLES, f["style"]), index(TIMES, f["says"]["time"]), index(SEASONS, f["says"]["season"]), index(WEATHERS, f["says"]["weather"])] for f in facts]
        painted = [[index(STYLES, f["style"]), index(TIMES, f["time"]), index(SEASONS, f["season"]), index(WEATHERS, f["weather"])] for f in facts]
        tensor = torch.from_numpy
        return (shrink(to_tensor(pictures), self.random), tensor(np.concatenate([text, others]).astype(np.float32)), tensor(where), tensor(named), tensor(shown.astype(np.float32)),
                torch.tensor(said), torch.tensor(painted))


def label_loss(found, kinds, rest):
    named, heads = found
    known = (kinds >= 0).float()
    loss = 0.3 * (F.binary_cross_entropy_with_logits(named, kinds.clamp_min(0), reduction="none") * known).sum() / len(kinds)
    for logits, wanted, weight in zip(heads, rest.t(), (1.0, 0.3, 0.2, 0.2)):
        if (wanted >= 0).any():
            loss = loss + weight * F.cross_entropy(logits, wanted)
    return loss


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "tokenizer", "text", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device, path = options.device, os.path.join(options.out, "agreement.pt")
    tokenizer = Tokenizer.load(options.tokenizer)
    words = Words(len(tokenizer.vocabulary), tokenizer.end)
    words.encoder.load_state_dict(torch.load(options.text, map_location="cpu")["encoder"])
    words.encoder.requires_grad_(False)
    pictures = Pictures().to(device, memory_format=torch.channels_last)
    labels = Labels().to(device)
    scale = torch.nn.Parameter(torch.tensor(math.log(1 / 0.07), device=device))
    optimizer = torch.optim.AdamW([{"params": [*words.project.parameters(), *pictures.parameters(), *labels.parameters()]}, {"params": [scale], "weight_decay": 0.0}],
                                  lr=options.rate, betas=(0.9, 0.98), weight_decay=0.05)
    saved = load(path, device)
    step, spent = 0, 0.0
    if saved:
        for module, key in ((words, "words"), (pictures, "pictures"), (labels, "labels")):
            module.load_state_dict(saved[key])
        scale.data.copy_(saved["scale"])
        optimizer.load_state_dict(saved["optimizer"])
        step, spent = saved["step"], saved["minutes"]
    data = Pairs(options.corpus, words, tokenizer, options.out, 21 + step)
    words.to(device)
    averages = [Average(m, 0.995, saved and saved["averages"][i]) for i, m in enumerate((words, pictures))]
    clock, figures = Clock(options.minutes, spent, device), Figures()

    def keep():
        save(path, {"words": words.state_dict(), "pictures": pictures.state_dict(), "labels": labels.state_dict(), "scale": scale.data,
                    "averages": [a.state for a in averages], "optimizer": optimizer.state_dict(), "step": step, "minutes": clock.spent,
                    "vocabulary": len(tokenizer.vocabulary), "end": tokenizer.end})

    before = []
    while clock.running:
        rate = set_rate(optimizer, options.rate, clock.done, step)
        x, read, where, named, shown, said, painted = (t.to(device) for t in data.batch(options.batch))
        with torch.autocast(device, torch.bfloat16):
            picture, places = pictures.look(x)
        text, picture = words.embed(read), picture.float()
        # Every picture is told from all the texts; every text of the batch from its pictures and the last few batches' as they were then.
        sharp = scale.exp().clamp(max=100)
        target = torch.arange(len(x), device=device)
        logits = sharp * picture @ text.t()
        back = sharp * text[: len(x)] @ torch.cat([picture, *before]).t()
        contrast = 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(back, target))
        text = text[: len(x)]
        before = [picture.detach(), *before][:6] if clock.done > 0.25 else []
        dense = F.binary_cross_entropy_with_logits(places, where, reduction="none").mean((2, 3)).sum() / len(x)
        from_text, from_picture = label_loss(labels(text), named, said), label_loss(labels(picture), shown, painted)
        loss = contrast + 0.3 * dense + 0.5 * (from_text + from_picture) * max(0.2, 1 - clock.done)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*words.project.parameters(), *pictures.parameters(), *labels.parameters()], 2.0)
        optimizer.step()
        for average, module in zip(averages, (words, pictures)):
            average.update(module, step)
        step += 1
        figures.add(contrast=contrast, right=(logits.argmax(1) == target).float().mean(), dense=dense, text=from_text, picture=from_picture, scale=scale.exp())
        if clock.every("show", 30):
            print(f"step {step} seen {step * options.batch} done {clock.done:.2f} rate {rate:.1e} {figures}", flush=True)
        if clock.every("save", 120):
            keep()
    keep()


if __name__ == "__main__":
    main()
