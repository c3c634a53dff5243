"""Draws a sheet of samples from a checkpoint: layout, picture with layout, picture by words alone, the painter's own.

  python3 diffusion/sample.py --corpus DIR --latents DIR --vae DIR/vae.pt --unet DIR/unet.pt --out sheet.png [--count 8] [--steps 8] [--guidance 3]"""
import argparse
import os
import sys

import numpy as np
import torch
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), os.path.join(here, "..", "vae")]
from autoencoder import Decoder, Encoder  # noqa: E402
from corpus import shards, to_tensor  # noqa: E402
from networks import TextEncoder, UNet  # noqa: E402
from noise import sample_ddim  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "tokenizer", "vae", "unet", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    vae, saved = torch.load(options.vae, map_location="cpu"), torch.load(options.unet, map_location="cpu")
    encoder, decoder = Encoder(), Decoder()
    encoder.load_state_dict(vae["encoder"])
    decoder.load_state_dict(vae["decoder"])
    text, unet = TextEncoder(saved["vocabulary"], saved["end"]), UNet()
    text.load_state_dict(saved["average"]["text"])
    unet.load_state_dict(saved["average"]["unet"])
    tokenizer = Tokenizer.load(options.tokenizer)
    shard = (shards(options.corpus, held_out=True) or shards(options.corpus))[0]
    rows = range(options.first, options.first + options.count)
    pictures, layouts = to_tensor(shard.pictures[rows]), to_tensor(shard.layouts[rows])
    sketch = encoder(layouts).chunk(2, 1)[0]
    words = text(torch.tensor([tokenizer.encode(shard.facts[n]["prompt"]) for n in rows]))[0]
    nothing = text(torch.tensor([tokenizer.encode("")]))[0].expand_as(words)

    def model(layout):
        def v(x, t):
            both = torch.cat([torch.cat([x, layout], 1)] * 2)
            a, b = unet(both, t, torch.cat([words, nothing])).chunk(2)
            return b + options.guidance * (a - b)
        return v

    noise = torch.randn(len(words), 4, 32, 32)
    laid = sample_ddim(model(sketch), noise, options.steps, None)
    alone = sample_ddim(model(torch.zeros_like(sketch)), noise, options.steps, None)
    show = lambda z: decoder(z / saved["scale"])
    sheet = torch.cat([torch.cat(list(x), 2) for x in (layouts, show(laid), show(alone), pictures)], 1)
    Image.fromarray(((sheet.clamp(-1, 1) + 1) * 127.5).byte().permute(1, 2, 0).numpy()).save(options.out)
    for n in rows:
        print(n, shard.facts[n]["prompt"])


if __name__ == "__main__":
    main()
