"""Trains the autoencoder on crops of the corpus.

  python3 vae/train.py --corpus DIR --out DIR [--minutes 40] [--threads 2] [--adversarial-from 0.6] [--decoder-only]

Goes on from OUT/vae.pt. The learning rate falls over the given minutes; from --adversarial-from of them on, a patch
discriminator joins and the encoder is frozen. --decoder-only trains the decoder alone from the start (for packs whose latents are in use)."""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from corpus import shards, to_tensor  # noqa: E402
from autoencoder import Decoder, Discriminator, Encoder  # noqa: E402


class Crops:
    """Random crops of pictures, and now and then of blockings-in: the layouts go through the same encoder."""

    def __init__(self, folder, side, seed):
        self.folder, self.side = folder, side
        self.random = np.random.default_rng(seed)
        self.looked = 0
        self.refresh()

    def refresh(self):
        self.shards = shards(self.folder)
        self.looked = time.time()

    def batch(self, count):
        if time.time() - self.looked > 120:
            self.refresh()
        shard = self.shards[self.random.integers(len(self.shards))]
        out = np.empty((count, self.side, self.side, 3), np.uint8)
        for i in range(count):
            source = shard.layouts if self.random.random() < 0.2 else shard.pictures
            n = self.random.integers(len(shard.facts))
            y, x = self.random.integers(shard.height - self.side + 1), self.random.integers(shard.width - self.side + 1)
            out[i] = source[n, y:y + self.side, x:x + self.side]
        return to_tensor(out)


def edges(x):
    return x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]


def reconstruction(found, wanted):
    """L1 on pixels, on differences between neighbours (brush marks) and on half-size pixels (masses)."""
    loss = F.l1_loss(found, wanted)
    for a, b in zip(edges(found), edges(wanted)):
        loss = loss + F.l1_loss(a, b)
    return loss + F.l1_loss(F.avg_pool2d(found, 4), F.avg_pool2d(wanted, 4))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--crop", type=int, default=128)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--adversarial-from", type=float, default=0.6)
    parser.add_argument("--decoder-only", action="store_true")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "vae.pt")
    device = options.device
    encoder, decoder, critic = (m.to(device, memory_format=torch.channels_last) for m in (Encoder(), Decoder(), Discriminator()))
    state = {"steps": 0, "minutes": 0.0}
    if os.path.exists(path):
        saved = torch.load(path, map_location=device)
        encoder.load_state_dict(saved["encoder"])
        decoder.load_state_dict(saved["decoder"])
        if "critic" in saved:
            critic.load_state_dict(saved["critic"])
        state = saved["state"]
    average = {k: v.clone() for k, v in decoder.state_dict().items()}
    frozen = options.decoder_only
    optimizer = torch.optim.AdamW([*encoder.parameters(), *decoder.parameters()], lr=options.rate, betas=(0.9, 0.95), weight_decay=1e-4)
    judge = torch.optim.AdamW(critic.parameters(), lr=4e-4, betas=(0.5, 0.95))
    crops = Crops(options.corpus, options.crop, 7 + state["steps"])
    begin, shown, sums, kl = time.time(), time.time(), {}, torch.tensor(0.0)
    saved_at = time.time()

    def save():
        torch.save({"encoder": encoder.state_dict(), "decoder": average, "critic": critic.state_dict(),
                    "state": {"steps": state["steps"], "minutes": state["minutes"] + (time.time() - begin) / 60}}, path + ".part")
        os.replace(path + ".part", path)

    while True:
        done = (time.time() - begin) / 60 / options.minutes
        if done >= 1:
            break
        adversarial = done >= options.adversarial_from
        frozen = frozen or adversarial
        rate = options.rate * min(1, (state["steps"] + 1) / 100 if state["minutes"] == 0 else 1) * max(0.05, 0.5 * (1 + np.cos(np.pi * done)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        x = crops.batch(options.batch).to(device)
        with torch.autocast(device, torch.bfloat16):
            with torch.set_grad_enabled(not frozen):
                mean, logvar = encoder(x).float().chunk(2, 1)
            z = mean + torch.randn_like(mean) * torch.exp(0.5 * logvar)
            if frozen:
                z = z + torch.randn_like(mean) * 0.05
            y = decoder(z)
            y = y.float()
            loss = reconstruction(y, x)
            if not frozen:
                kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).mean()
                loss = loss + 1e-3 * kl
            parts = {"rec": loss.item(), "kl": kl.item()}
            if adversarial:
                fake, found = critic(y)
                with torch.no_grad():
                    _, wanted = critic(x)
                match = sum(F.l1_loss(a.float(), b.float()) for a, b in zip(found, wanted))
                loss = loss + 0.05 * -fake.float().mean() + 0.5 * match
                parts["fake"], parts["match"] = fake.float().mean().item(), match.item()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *decoder.parameters()], 1.0)
        optimizer.step()
        if adversarial:
            with torch.autocast(device, torch.bfloat16):
                real, _ = critic(x)
                fake, _ = critic(y.detach())
                bad = F.relu(1 - real.float()).mean() + F.relu(1 + fake.float()).mean()
            judge.zero_grad(set_to_none=True)
            bad.backward()
            judge.step()
            parts["critic"] = bad.item()
        with torch.no_grad():
            decay = min(0.998, (state["steps"] + 1) / (state["steps"] + 20))
            for k, v in decoder.state_dict().items():
                average[k].lerp_(v, 1 - decay)
        state["steps"] += 1
        for k, v in parts.items():
            sums[k] = sums.get(k, 0) * 0.98 + v * 0.02 if k in sums else v
        if time.time() - shown > 30:
            shown = time.time()
            speed = state["steps"]
            print(f"step {speed} done {done:.2f} rate {rate:.1e} " + " ".join(f"{k} {v:.4f}" for k, v in sums.items()), flush=True)
        if time.time() - saved_at > 180:
            saved_at = time.time()
            save()
    save()


if __name__ == "__main__":
    main()
