"""Trains the UNet with the text encoder on encoded pictures.

  python3 diffusion/train.py --latents DIR --text DIR/text.pt --out DIR [--minutes 90] [--threads 2] [--batch 24]

Goes on from OUT/unet.pt (weights, their moving average, optimizer). The layout is left out for a fifth of the samples and the words for a
tenth, so that guidance works for both and words alone work too. The rate falls over the minutes given; resuming begins again lower."""
import argparse
import glob
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "..")]
from networks import TextEncoder, UNet  # noqa: E402
from noise import alphas_cumprod  # noqa: E402

OFTEN = (999, 999, 499)


class Latents:
    """All encoded shards, grouped by size. New shards are looked for every ten minutes."""

    def __init__(self, folder):
        self.folder = folder
        self.load()

    def load(self):
        self.looked = time.time()
        groups = {}
        for path in sorted(glob.glob(os.path.join(self.folder, "*.npz"))):
            with np.load(path) as saved:
                groups.setdefault(saved["pictures"].shape[2:], []).append({k: saved[k] for k in saved.files})
        self.groups = [{k: np.concatenate([part[k] for part in parts]) for k in parts[0]} for parts in groups.values()]
        self.sizes = np.array([len(group["ids"]) for group in self.groups], float)
        with open(os.path.join(self.folder, "scale.json"), encoding="utf-8") as f:
            self.scale = json.load(f)["scaling_factor"]

    def batch(self, random, count):
        if time.time() - self.looked > 600:
            self.load()
        group = self.groups[random.choice(len(self.groups), p=self.sizes / self.sizes.sum())]
        rows = random.integers(len(group["ids"]), size=count)
        ids = np.where(random.random((count, 1)) < 0.15, group["words"][rows], group["ids"][rows])
        tensor = lambda a: torch.from_numpy(a[rows].astype(np.float32)).contiguous(memory_format=torch.channels_last)
        return tensor(group["pictures"]) * self.scale, tensor(group["layouts"]), torch.from_numpy(ids.astype(np.int64))


def main():
    parser = argparse.ArgumentParser()
    for name in ("latents", "text", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "unet.pt")
    device = options.device
    data = Latents(options.latents)
    start = torch.load(options.text, map_location=device)
    text = TextEncoder(start["vocabulary"], start["end"]).to(device)
    text.load_state_dict(start["encoder"])
    unet = UNet().to(device, memory_format=torch.channels_last)
    state = {"steps": 0, "samples": 0, "minutes": 0.0}
    groups = [{"params": unet.parameters(), "share": 1.0}, {"params": text.parameters(), "share": 0.3}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    if os.path.exists(path):
        saved = torch.load(path, map_location=device)
        unet.load_state_dict(saved["unet"])
        text.load_state_dict(saved["text"])
        optimizer.load_state_dict(saved["optimizer"])
        average, state = saved["average"], saved["state"]
    else:
        average = {"unet": {k: v.clone() for k, v in unet.state_dict().items()}, "text": {k: v.clone() for k, v in text.state_dict().items()}}
    torch.manual_seed(3 + state["steps"])
    random = np.random.default_rng(3 + state["steps"])
    table = alphas_cumprod().to(device)
    empty = torch.full((64,), start["end"])
    empty[0] = start["end"] - 1
    print(f"{sum(p.numel() for p in unet.parameters())} + {sum(p.numel() for p in text.parameters())} parameters, {int(data.sizes.sum())} pictures, scale {data.scale}", flush=True)
    begin = shown = saved_at = time.time()
    sums, count_from = {}, (time.time(), 0)
    first_minutes, resumed = state["minutes"], state["steps"] > 0
    done_here = 0

    def save():
        state["minutes"] = first_minutes + (time.time() - begin) / 60
        torch.save({"unet": unet.state_dict(), "text": text.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "state": state,
                    "scale": data.scale, "vocabulary": start["vocabulary"], "end": start["end"]}, path + ".part")
        os.replace(path + ".part", path)

    while True:
        done = (time.time() - begin) / 60 / options.minutes
        if done >= 1:
            break
        warm = min(1, (done_here + 1) / (50 if resumed else 200))
        rate = options.rate * warm * max(0.03, 0.5 * (1 + np.cos(np.pi * done)))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["share"]
        x, layout, ids = (t.to(device) for t in data.batch(random, options.batch))
        b = len(ids)
        layout = layout + torch.randn_like(layout) * (0.1 / data.scale) * torch.rand(b, 1, 1, 1, device=device)
        without_layout = torch.from_numpy(random.random(b) < 0.2).to(device)
        layout = layout * ~without_layout[:, None, None, None]
        ids[torch.from_numpy(random.random(b) < 0.1).to(device)] = empty.to(device)
        # Half of the samples at the timesteps of one and two steps, where a layout decides nearly everything; the rest anywhere.
        t = torch.from_numpy(np.where(random.random(b) < 0.5, random.choice(OFTEN, b), random.integers(1000, size=b))).to(device)
        a = table[t][:, None, None, None]
        noise = torch.randn_like(x)
        noisy = a.sqrt() * x + (1 - a).sqrt() * noise
        wanted = a.sqrt() * noise - (1 - a).sqrt() * x
        with torch.autocast(device, torch.bfloat16):
            states, _ = text(ids)
            found = unet(torch.cat([noisy, layout], 1).contiguous(memory_format=torch.channels_last), t, states)
        each = F.mse_loss(found.float(), wanted, reduction="none").mean((1, 2, 3))
        loss = each.mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*unet.parameters(), *text.parameters()], 1.0)
        optimizer.step()
        state["steps"] += 1
        state["samples"] += b
        done_here += 1
        with torch.no_grad():
            decay = min(0.999, (state["steps"] + 1) / (state["steps"] + 10))
            for key, model in (("unet", unet), ("text", text)):
                for k, v in model.state_dict().items():
                    average[key][k].lerp_(v, 1 - decay)
            for key, rows in (("laid", ~without_layout), ("words", without_layout)):
                if rows.any():
                    v = each[rows].mean().item()
                    sums[key] = sums.get(key, v) * 0.98 + v * 0.02
        if time.time() - shown > 60:
            now = time.time()
            print(f"step {state['steps']} done {done:.2f} rate {rate:.1e} " + " ".join(f"{k} {v:.4f}" for k, v in sums.items())
                  + f" {(state['samples'] - count_from[1]) / (now - count_from[0]):.1f} samples/s" * (count_from[1] > 0), flush=True)
            shown, count_from = now, (now, state["samples"])
        if time.time() - saved_at > 300:
            saved_at = time.time()
            save()
    save()


if __name__ == "__main__":
    main()
