"""Trains the judge on the painter's pictures alone.

  python3 judge/train.py --corpus DIR --out DIR [--minutes 15] [--threads 1]

Goes on from OUT/judge.pt. The learning rate falls over the given minutes."""
import argparse
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path[:0] = [os.path.join(os.path.dirname(__file__), ".."), os.path.dirname(__file__)]
from corpus import shards, to_tensor  # noqa: E402
from facts import KINDS, SEASONS, STYLES, TIMES, WEATHERS, boxes, index, presence  # noqa: E402
from judge_network import GRID, Judge  # noqa: E402
from trainer import Average, Clock, Figures, load, save, set_rate  # noqa: E402


class Pictures:
    """Batches of pictures with what they show; half of them mirrored, a quarter a little blurred or noisy."""

    def __init__(self, folder, seed):
        self.shards = shards(folder)
        self.random = np.random.default_rng(seed)
        self.order = []

    def batch(self, count):
        if len(self.order) < count:
            self.order = [(shard, n) for shard in self.shards for n in range(len(shard.facts))]
            self.random.shuffle(self.order)
        chosen = [self.order.pop() for _ in range(count)]
        pictures = np.stack([shard.pictures[n] for shard, n in chosen])
        facts = [shard.facts[n] for shard, n in chosen]
        present = np.stack([presence(f) for f in facts])
        where = np.stack([boxes(f, GRID) for f in facts])
        for i in range(count):
            if self.random.random() < 0.5:
                pictures[i], where[i] = pictures[i][:, ::-1].copy(), where[i][:, :, ::-1].copy()
        x = to_tensor(pictures)
        for i in range(count):
            draw = self.random.random()
            if draw < 0.15:
                x[i:i + 1] = F.interpolate(F.interpolate(x[i:i + 1], scale_factor=0.6, mode="bilinear", antialias=True), size=x.shape[2:], mode="bilinear")
            elif draw < 0.25:
                x[i] += 0.05 * torch.randn_like(x[i])
        said = torch.tensor([[index(STYLES, f["style"]), index(TIMES, f["time"]), index(SEASONS, f["season"]), index(WEATHERS, f["weather"])] for f in facts])
        return x, said, torch.from_numpy(present), torch.from_numpy(where)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device, path = options.device, os.path.join(options.out, "judge.pt")
    judge = Judge().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.02)
    saved = load(path, device)
    step, spent = 0, 0.0
    if saved:
        judge.load_state_dict(saved["judge"])
        optimizer.load_state_dict(saved["optimizer"])
        step, spent = saved["step"], saved["minutes"]
    average = Average(judge, 0.995, saved and saved["average"])
    data, clock, figures = Pictures(options.corpus, 11 + step), Clock(options.minutes, spent, device), Figures()

    def keep():
        save(path, {"judge": judge.state_dict(), "average": average.state, "optimizer": optimizer.state_dict(), "step": step, "minutes": clock.spent})

    while clock.running:
        rate = set_rate(optimizer, options.rate, clock.done, step)
        x, said, present, where = (t.to(device) for t in data.batch(options.batch))
        with torch.autocast(device, torch.bfloat16):
            style, time, season, weather, found, _, places = judge.look(x)
        known = (present >= 0).float()
        kinds = (F.binary_cross_entropy_with_logits(found, present.clamp_min(0), reduction="none") * known).sum() / len(x)
        dense = F.binary_cross_entropy_with_logits(places, where, reduction="none").mean((2, 3)).sum() / len(x)
        heads = [F.cross_entropy(logits, said[:, i]) for i, logits in enumerate((style, time, season, weather))]
        loss = heads[0] + 0.5 * heads[1] + 0.3 * heads[2] + 0.3 * heads[3] + 0.3 * kinds + 0.5 * dense
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 2.0)
        optimizer.step()
        average.update(judge, step)
        step += 1
        figures.add(loss=loss, style=heads[0], time=heads[1], season=heads[2], weather=heads[3], kinds=kinds, dense=dense)
        if clock.every("show", 30):
            print(f"step {step} seen {step * options.batch} done {clock.done:.2f} rate {rate:.1e} {figures}", flush=True)
        if clock.every("save", 120):
            keep()
    keep()


if __name__ == "__main__":
    main()
