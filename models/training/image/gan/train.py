"""Trains the generator against its critic.

  python3 gan/train.py --corpus DIR --agreement DIR --tokenizer DIR --out DIR [--minutes 60] [--threads 1]

Goes on from OUT/gan.pt. The layout is left out for a fifth of the pictures. The words are read by the agreement's text encoder, which stays
as it is. The learning rate falls over the given minutes."""
import argparse
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here, os.path.join(here, "..", "agreement")]
from corpus import shards, to_tensor  # noqa: E402
from painter import LATENT, TEXT, Critic, Generator  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from towers import Words  # noqa: E402
from trainer import Average, Clock, Figures, load, save, set_rate  # noqa: E402

PART = 160


def read_words(agreement, tokenizer, texts, batch=100):
    """The embeddings of texts by the agreement's text encoder."""
    saved = torch.load(agreement, map_location="cpu")
    words = Words(saved["vocabulary"], saved["end"]).eval()
    words.load_state_dict(saved["averages"][0])
    rows = torch.tensor([tokenizer.encode(text) for text in texts])
    lengths = (rows != tokenizer.end).sum(1) + 1
    order, out = lengths.argsort(), torch.empty(len(rows), TEXT)
    with torch.no_grad():
        for i in range(0, len(order), batch):
            chosen = order[i:i + batch]
            out[chosen] = words(rows[chosen, : int(lengths[chosen].max())])[1]
    return out


class Scenes:
    """Batches of layouts, pictures and embeddings of their words (the prompt, now and then the person's words); half of them mirrored."""

    def __init__(self, folder, agreement, tokenizer, cache, seed):
        self.random = np.random.default_rng(seed)
        self.places = [(shard, n) for shard in shards(folder) for n in range(len(shard.facts))]
        facts = [shard.facts[n] for shard, n in self.places]
        saved = os.path.join(cache, f"words-{len(facts)}.npz")
        if not os.path.exists(saved) or os.path.getmtime(saved) < os.path.getmtime(agreement):
            both = {key: read_words(agreement, tokenizer, [f[key] for f in facts]).numpy().astype(np.float16) for key in ("prompt", "words")}
            np.savez(saved, **both)
        with np.load(saved) as found:
            self.prompts, self.words = found["prompt"], found["words"]
        self.order = []

    def batch(self, count):
        if len(self.order) < count:
            self.order = list(self.random.permutation(len(self.places)))
        rows = [self.order.pop() for _ in range(count)]
        pictures = np.stack([self.places[row][0].pictures[self.places[row][1]] for row in rows])
        layouts = np.stack([self.places[row][0].layouts[self.places[row][1]] for row in rows])
        mirrored = self.random.random(count) < 0.5
        pictures[mirrored], layouts[mirrored] = pictures[mirrored][:, :, ::-1], layouts[mirrored][:, :, ::-1]
        text = np.where(self.random.random((count, 1)) < 0.1, self.words[rows], self.prompts[rows])
        return to_tensor(pictures), to_tensor(layouts), torch.from_numpy(text.astype(np.float32))


def apart(found, wanted, size):
    """L1 of pictures made smaller."""
    return (F.avg_pool2d(found, size) - F.avg_pool2d(wanted, size)).abs().mean((1, 2, 3))


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "agreement", "tokenizer", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device, path = options.device, os.path.join(options.out, "gan.pt")
    os.makedirs(options.out, exist_ok=True)
    painter = Generator().to(device, memory_format=torch.channels_last)
    critic = Critic().to(device, memory_format=torch.channels_last)
    strokes = torch.optim.Adam(painter.parameters(), lr=options.rate, betas=(0.5, 0.98))
    verdict = torch.optim.Adam(critic.parameters(), lr=options.rate, betas=(0.5, 0.98))
    saved = load(path, device)
    step, seen, spent = 0, 0, 0.0
    if saved:
        painter.load_state_dict(saved["painter"])
        critic.load_state_dict(saved["critic"])
        strokes.load_state_dict(saved["strokes"])
        verdict.load_state_dict(saved["verdict"])
        step, seen, spent = saved["step"], saved["seen"], saved["minutes"]
    average = Average(painter, 0.995, saved and saved["average"])
    data = Scenes(options.corpus, os.path.join(options.agreement, "agreement.pt"), Tokenizer.load(options.tokenizer), options.out, 31 + step)
    clock, figures = Clock(options.minutes, spent, device), Figures()

    def keep():
        save(path, {"painter": painter.state_dict(), "critic": critic.state_dict(), "average": average.state, "strokes": strokes.state_dict(),
                    "verdict": verdict.state_dict(), "step": step, "seen": seen, "minutes": clock.spent})

    while clock.running:
        rate = set_rate(strokes, options.rate, clock.done, step, flat=0.3)
        set_rate(verdict, 0.5 * options.rate, clock.done, step, flat=0.85)
        real, layout, text = (t.to(device) for t in data.batch(options.batch))
        b = len(real)
        laid = torch.from_numpy(data.random.random(b) < 0.8).to(device)
        layout = layout * laid[:, None, None, None]
        with torch.autocast(device, torch.bfloat16):
            fake = painter(torch.randn(b, LATENT, device=device), text, layout).float()
        # The critic looks at a part of each picture: it judges patches, so nothing is lost and the time goes further.
        top, left = (8 * int(n) for n in data.random.integers((256 - PART) // 8 + 1, size=2))
        part = (..., slice(top, top + PART), slice(left, left + PART))
        layout_part, real_part = layout[part], real[part]
        # Real pictures with their words against painted ones, and against real ones with other words.
        critic.train()
        with torch.autocast(device, torch.bfloat16):
            features = critic.look(real_part, layout_part)
            good, strange = critic.judge(features, text), critic.judge(features, text.roll(1, 0))
            bad = critic.judge(critic.look(fake.detach()[part], layout_part), text)
        doubt = sum(F.relu(1 - g).mean() + 0.7 * F.relu(1 + w).mean() + 0.3 * F.relu(1 + s).mean() for g, w, s in zip(good, bad, strange))
        verdict.zero_grad(set_to_none=True)
        doubt.backward()
        verdict.step()
        # The painter.
        critic.eval().requires_grad_(False)
        with torch.autocast(device, torch.bfloat16):
            found = critic.look(fake[part], layout_part)
            scores = critic.judge(found, text)
        critic.requires_grad_(True)
        weight = laid.float() + 0.1 * (~laid).float()
        match = sum(((f.float() - w.detach().float()).abs().mean((1, 2, 3)) * weight).mean() for f, w in zip(found, features))
        near = ((apart(fake, real, 4) + 0.5 * apart(fake, real, 1)) * laid.float()).mean() + 0.3 * ((apart(fake, real, 16) + apart(fake, real, 4)) * (~laid).float()).mean()
        fooled = -sum(s.mean() for s in scores)
        loss = 4 * near + 2 * match + 0.15 * fooled
        strokes.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(painter.parameters(), 5.0)
        strokes.step()
        average.update(painter, step)
        step, seen = step + 1, seen + b
        figures.add(near=near, match=match, fooled=fooled, critic=doubt)
        if clock.every("show", 60):
            print(f"step {step} seen {seen} done {clock.done:.2f} rate {rate:.1e} {figures}", flush=True)
        if clock.every("save", 180):
            keep()
    keep()


if __name__ == "__main__":
    main()
