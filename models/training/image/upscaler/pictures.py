"""Large pictures with their reductions in linear light, and what a small autoencoder makes of the reductions."""
import os
import sys

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "vae")]
from corpus import shards  # noqa: E402

_LIGHT = np.where(np.arange(256) <= 0.04045 * 255, np.arange(256) / 255 / 12.92, ((np.arange(256) / 255 + 0.055) / 1.055) ** 2.4).astype(np.float32)


def reduce(rgb, factor):
    """The area average of uint8 [H,W,3] in linear light."""
    h, w, _ = rgb.shape
    light = _LIGHT[rgb].reshape(h // factor, factor, w // factor, factor, 3).mean((1, 3))
    value = np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    return np.rint(value * 255).clip(0, 255).astype(np.uint8)


class Softener:
    """Sends pictures through the autoencoder of the diffusion pack: upscaled pictures often come from there."""

    def __init__(self, path):
        from autoencoder import Decoder, Encoder
        saved = torch.load(path, map_location="cpu")
        self.encoder, self.decoder = Encoder().eval(), Decoder().eval()
        self.encoder.load_state_dict(saved["encoder"])
        self.decoder.load_state_dict(saved["decoder"])

    def __call__(self, rgb):
        x = torch.from_numpy(rgb.copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
        with torch.no_grad():
            y = self.decoder(self.encoder(x).chunk(2, 1)[0])
        return ((y[0].permute(1, 2, 0) + 1) * 127.5).round().clamp(0, 255).byte().numpy()


def pyramids(folder, vae=None, held_out=False, cache=None, least=1024):
    """For every picture: its sizes full, half and quarter, and the softened half and quarter (or None), all uint8 [H,W,3]. What was made
    once is kept in the folder `cache`."""
    soften = Softener(vae) if vae else None
    out = []
    for shard in shards(folder, held_out):
        if shard.width < least:
            continue
        kept = cache and os.path.join(cache, f"soft-{shard.name}.npz")
        known = dict(np.load(kept)) if kept and soften and os.path.exists(kept) else {}
        fresh = not known
        for n in range(len(shard.facts)):
            full = np.ascontiguousarray(shard.pictures[n])
            sizes = [full, reduce(full, 2), reduce(full, 4)]
            soft = [None, None, None]
            for i in (1, 2) if soften else ():
                if fresh:
                    known[f"{n}-{i}"] = soften(sizes[i])
                soft[i] = known[f"{n}-{i}"]
            out.append((sizes, soft, shard.facts[n]))
        if kept and soften and fresh:
            os.makedirs(cache, exist_ok=True)
            np.savez(kept, **known)
    return out
