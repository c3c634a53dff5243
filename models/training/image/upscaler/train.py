"""Trains an upscaler on large pictures of the painter.

  python3 upscaler/train.py --corpus DIR --out DIR --scale 2 [--vae DIR/vae.pt] [--minutes 7] [--threads 1]

Goes on from OUT/xSCALE.pt. Pairs are crops and their reductions (area average in linear light), often a little soft or noisy: what is
upscaled comes out of generators. From --adversarial-from of the time on a critic joins, so that brush marks stay brush marks."""
import argparse
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here]
from network import Critic, Upscaler  # noqa: E402
from pictures import pyramids  # noqa: E402
from trainer import Average, Clock, Figures, load, save, set_rate  # noqa: E402


class Crops:
    def __init__(self, folder, vae, cache, scale, seed):
        self.pictures, self.scale = pyramids(folder, vae, cache=cache), scale
        self.random = np.random.default_rng(seed)

    def batch(self, count, side):
        random, small, large = self.random, [], []
        for _ in range(count):
            sizes, soft, _ = self.pictures[random.integers(len(self.pictures))]
            top = 0 if self.scale == 4 else random.integers(2)
            bottom = top + {2: 1, 4: 2}[self.scale]
            source = sizes[bottom]
            y, x = random.integers(source.shape[0] - side + 1), random.integers(source.shape[1] - side + 1)
            a = source[y:y + side, x:x + side]
            if soft[bottom] is not None and random.random() < 0.35:
                part = random.uniform(0.2, 1)
                a = np.rint(part * soft[bottom][y:y + side, x:x + side] + (1 - part) * a).astype(np.uint8)
            b = sizes[top][y * self.scale:(y + side) * self.scale, x * self.scale:(x + side) * self.scale]
            turns, mirror = random.integers(4), random.random() < 0.5
            a, b = (np.rot90(p[:, ::-1] if mirror else p, turns) for p in (a, b))
            small.append(a.copy())
            large.append(b.copy())
        small, large = (torch.from_numpy(np.stack(p)).permute(0, 3, 1, 2).float().div(255).contiguous(memory_format=torch.channels_last) for p in (small, large))
        for i in range(count):
            if random.random() < 0.4:
                small[i:i + 1] = blur(small[i:i + 1], random.uniform(0.2, 0.7))
            if random.random() < 0.3:
                small[i] += random.uniform(0, 0.012) * torch.randn_like(small[i])
        return small, large


def blur(x, sigma):
    """A Gaussian of seven pixels."""
    line = torch.exp(-torch.arange(-3.0, 4.0) ** 2 / (2 * sigma * sigma))
    line = line / line.sum()
    kernel = torch.outer(line, line)[None, None].expand(x.shape[1], 1, 7, 7).contiguous()
    return F.conv2d(F.pad(x, (3, 3, 3, 3), mode="reflect"), kernel, groups=x.shape[1])


def edges(x):
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--scale", type=int, choices=(2, 4), required=True)
    parser.add_argument("--vae")
    parser.add_argument("--minutes", type=float, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--side", type=int, default=40)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--adversarial-from", type=float, default=0.5)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device, path = options.device, os.path.join(options.out, f"x{options.scale}.pt")
    upscaler = Upscaler(options.scale).to(device, memory_format=torch.channels_last)
    critic = Critic().to(device, memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(upscaler.parameters(), lr=options.rate, betas=(0.9, 0.98))
    verdict = torch.optim.Adam(critic.parameters(), lr=5e-4, betas=(0.5, 0.98))
    saved = load(path, device)
    step, spent = 0, 0.0
    if saved:
        for thing, key in ((upscaler, "upscaler"), (critic, "critic"), (optimizer, "optimizer"), (verdict, "verdict")):
            thing.load_state_dict(saved[key])
        step, spent = saved["step"], saved["minutes"]
    average = Average(upscaler, 0.995, saved and saved["average"])
    crops = Crops(options.corpus, options.vae, options.out, options.scale, 41 + step)
    print(f"{len(crops.pictures)} pictures", flush=True)
    clock, figures = Clock(options.minutes, spent, device), Figures()

    def keep():
        save(path, {"upscaler": upscaler.state_dict(), "critic": critic.state_dict(), "average": average.state, "optimizer": optimizer.state_dict(),
                    "verdict": verdict.state_dict(), "step": step, "minutes": clock.spent})

    while clock.running:
        rate = set_rate(optimizer, options.rate, clock.done, step)
        small, large = (t.to(device) for t in crops.batch(options.batch, options.side))
        with torch.autocast(device, torch.bfloat16):
            found = upscaler(small).float()
        pixels = (found - large).abs().mean()
        loss = pixels + sum((a - b).abs().mean() for a, b in zip(edges(found), edges(large)))
        if clock.done >= options.adversarial_from:
            with torch.autocast(device, torch.bfloat16):
                good, wanted = critic(large)
                bad, _ = critic(found.detach())
            doubt = F.relu(1 - good).mean() + F.relu(1 + bad).mean()
            verdict.zero_grad(set_to_none=True)
            doubt.backward()
            verdict.step()
            critic.requires_grad_(False)
            with torch.autocast(device, torch.bfloat16):
                score, features = critic(found)
            critic.requires_grad_(True)
            match = sum((a.float() - b.detach().float()).abs().mean() for a, b in zip(features, wanted))
            loss = loss + 0.05 * match - 0.004 * score.mean()
            figures.add(critic=doubt, match=match)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(upscaler.parameters(), 1.0)
        optimizer.step()
        average.update(upscaler, step)
        step += 1
        figures.add(pixels=pixels)
        if clock.every("show", 30):
            print(f"step {step} done {clock.done:.2f} rate {rate:.1e} {figures}", flush=True)
        if clock.every("save", 120):
            keep()
    keep()


if __name__ == "__main__":
    main()
