"""Trains the decoder on latents as the denoiser leaves them, so that it paints clean marks where those are not quite true.

  python3 vae/refine.py --corpus DIR --latents DIR --unet DIR/unet.pt --out DIR [--minutes 40] [--threads 1]

Goes on from OUT/vae.pt, with the encoder as it is. A third of each batch are the latents of pictures, a little noisy; the rest are what
one to three DDIM steps of the UNet make of noise with the picture's own layout and words. The UNet is read anew every ten minutes,
so that this can run beside its training. Minutes are of processor time, over all calls."""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, ".."), os.path.join(here, "..", "diffusion")]
from autoencoder import Decoder, Discriminator  # noqa: E402
from corpus import shards, to_tensor  # noqa: E402
from networks import TextEncoder, UNet  # noqa: E402
from noise import alphas_cumprod  # noqa: E402
from trainer import Average, Clock, Figures, load, save, set_rate  # noqa: E402
from train import reconstruction  # noqa: E402



class Pairs:
    """Pictures with their latents, their layouts' latents and the ids of their prompts."""

    def __init__(self, corpus, latents, seed):
        self.random = np.random.default_rng(seed)
        self.shards = [(shard, np.load(path)) for shard in shards(corpus) if os.path.exists(path := os.path.join(latents, shard.name + ".npz"))]
        self.shards = [(shard, {k: saved[k] for k in ("pictures", "layouts", "ids")}) for shard, saved in self.shards]

    def batch(self, count):
        shard, saved = self.shards[self.random.integers(len(self.shards))]
        rows = np.sort(self.random.choice(len(shard.facts), count, replace=False))
        tensor = lambda key: torch.from_numpy(saved[key][rows].astype(np.float32))
        return to_tensor(shard.pictures[rows]), tensor("pictures"), tensor("layouts"), torch.from_numpy(saved["ids"][rows].astype(np.int64))


class Denoised:
    """Latents noised and brought back."""

    def __init__(self, path, device):
        self.path, self.device = path, device
        self.table = torch.cat([alphas_cumprod(), torch.ones(1)]).to(device)
        self.read()

    def read(self):
        self.looked = time.time()
        saved = torch.load(self.path, map_location=self.device)
        self.scale = saved["scale"]
        self.text = TextEncoder(saved["vocabulary"], saved["end"]).to(self.device).eval()
        self.text.load_state_dict(saved["average"]["text"])
        self.unet = UNet().to(self.device, memory_format=torch.channels_last).eval()
        self.unet.load_state_dict(saved["average"]["unet"])

    @torch.no_grad()
    def of(self, layouts, ids, steps):
        if time.time() - self.looked > 600:
            self.read()
        times = [*(round(1000 - i * 1000 / steps) - 1 for i in range(steps)), len(self.table) - 1]
        x, words = torch.randn_like(layouts), self.text(ids)[0]
        for t, s in zip(times, times[1:]):
            a, b = self.table[t], self.table[s]
            v = self.unet(torch.cat([x, layouts], 1).contiguous(memory_format=torch.channels_last), torch.tensor([t], device=self.device), words).float()
            x = b.sqrt() * (a.sqrt() * x - (1 - a).sqrt() * v) + (1 - b).sqrt() * (a.sqrt() * v + (1 - a).sqrt() * x)
        return x / self.scale


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "latents", "unet", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=6)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device, path = options.device, os.path.join(options.out, "vae.pt")
    saved = load(path, device)
    decoder, critic = (m.to(device, memory_format=torch.channels_last) for m in (Decoder(), Discriminator()))
    decoder.load_state_dict(saved.get("raw", saved["decoder"]))
    critic.load_state_dict(saved["critic"])
    spent, step = saved.get("refined", (0.0, 0))
    torch.manual_seed(11 + step)
    average = Average(decoder, 0.998, saved["decoder"] if step else None)
    optimizer = torch.optim.AdamW(decoder.parameters(), lr=options.rate, betas=(0.9, 0.95), weight_decay=1e-4)
    judge = torch.optim.AdamW(critic.parameters(), lr=3e-4, betas=(0.5, 0.95))
    pairs, denoised = Pairs(options.corpus, options.latents, 17 + step), Denoised(options.unet, device)
    clock, figures = Clock(options.minutes, spent, device), Figures()

    def keep():
        save(path, {**saved, "decoder": average.state, "raw": decoder.state_dict(), "critic": critic.state_dict(), "refined": (clock.spent, step)})

    while clock.running:
        rate = set_rate(optimizer, options.rate, clock.done, step)
        x, latents, layouts, ids = (t.to(device) for t in pairs.batch(options.batch))
        drawn = options.batch * 2 // 3
        with torch.autocast(device, torch.bfloat16):
            true = latents[drawn:] + 0.08 * torch.randn_like(latents[drawn:]) * torch.rand(1, device=device)
            z = torch.cat([denoised.of(layouts[:drawn], ids[:drawn], int(pairs.random.choice([1, 2, 2, 3]))), true])
            y = decoder(z.contiguous(memory_format=torch.channels_last)).float()
            near = reconstruction(y[drawn:], x[drawn:])
            far = reconstruction(y[:drawn], x[:drawn])
            fake, found = critic(y)
            with torch.no_grad():
                _, wanted = critic(x)
            match = sum(F.l1_loss(a.float(), b.float()) for a, b in zip(found, wanted))
            loss = 0.3 * near + 0.5 * far + 0.5 * match - 0.04 * fake.float().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimizer.step()
        with torch.autocast(device, torch.bfloat16):
            real, _ = critic(x)
            painted, _ = critic(y.detach())
            bad = F.relu(1 - real.float()).mean() + F.relu(1 + painted.float()).mean()
        judge.zero_grad(set_to_none=True)
        bad.backward()
        judge.step()
        average.update(decoder, step)
        step += 1
        figures.add(near=near, far=far, match=match, fooled=fake.float().mean(), critic=bad)
        if clock.every("show", 30):
            print(f"step {step} done {clock.done:.2f} rate {rate:.1e} {figures}", flush=True)
        if clock.every("save", 150):
            keep()
    keep()


if __name__ == "__main__":
    main()
