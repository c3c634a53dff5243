"""Measures the trained model with the judge: what it obeys, how far its pictures are from the painter's, by number of steps.

  python3 diffusion/evaluate.py --corpus DIR --tokenizer DIR --vae DIR/vae.pt --unet DIR/unet.pt --judge DIR --out figures.json
      [--pictures 400] [--steps 1,2,4,8,20] [--default 8] [--guidance 3] [--sheet sheet.png]

The prompts and layouts are of held-out scenes. Every number of steps is measured with the layout; the default one also by words
alone, with 20 steps and guidance beside. The
painter's own pictures of the same scenes are the ceiling. export.py takes the figures into the pack with --figures."""
import argparse
import json
import os
import sys

import numpy as np
import torch
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), os.path.join(here, "..", "vae"), os.path.join(here, "..", "judge")]
from autoencoder import Decoder, Encoder  # noqa: E402
from corpus import shards, to_tensor  # noqa: E402
from measure import measure  # noqa: E402
from networks import TextEncoder, UNet  # noqa: E402
from noise import sample_ddim  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402


class Painter:
    """The model, from its checkpoints."""

    def __init__(self, vae, unet, tokenizer):
        vae, saved = torch.load(vae, map_location="cpu"), torch.load(unet, map_location="cpu")
        self.encoder, self.decoder = Encoder().eval(), Decoder().eval()
        self.encoder.load_state_dict(vae["encoder"])
        self.decoder.load_state_dict(vae["decoder"])
        self.text, self.unet = TextEncoder(saved["vocabulary"], saved["end"]).eval(), UNet().eval().to(memory_format=torch.channels_last)
        self.text.load_state_dict(saved["average"]["text"])
        self.unet.load_state_dict(saved["average"]["unet"])
        self.scale, self.samples = saved["scale"], saved["state"].get("samples")
        self.tokenizer = Tokenizer.load(tokenizer)

    @torch.no_grad()
    def paint(self, prompts, layouts, steps, guidance, seed, batch=16):
        """Pictures uint8 [N,256,256,3]; `layouts` uint8, or None for the words alone."""
        random, out = torch.Generator().manual_seed(seed), []
        for i in range(0, len(prompts), batch):
            rows = prompts[i:i + batch]
            noise = torch.randn(len(rows), 4, 32, 32, generator=random)
            with torch.autocast("cpu", torch.bfloat16):
                words = self.text(torch.tensor([self.tokenizer.encode(p) for p in rows]))[0]
                nothing = self.text(torch.tensor([self.tokenizer.encode("")]))[0].expand_as(words)
                layout = self.encoder(to_tensor(layouts[i:i + batch])).chunk(2, 1)[0].float() if layouts is not None else torch.zeros_like(noise)

                def model(x, t):
                    one = torch.cat([x, layout], 1).contiguous(memory_format=torch.channels_last)
                    if guidance == 1:
                        return self.unet(one, t, words).float()
                    a, b = self.unet(torch.cat([one, one]), t, torch.cat([words, nothing])).float().chunk(2)
                    return b + guidance * (a - b)

                y = self.decoder(sample_ddim(model, noise, steps, None) / self.scale).float()
            out.append(((y + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy())
        return np.concatenate(out)


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "tokenizer", "vae", "unet", "judge", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--steps", default="1,2,4,8,20")
    parser.add_argument("--default", type=int, default=8)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--measure", type=int, default=900000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sheet")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    painter = Painter(options.vae, options.unet, options.tokenizer)
    shard = next(s for s in shards(options.corpus, held_out=True) if s.first == options.measure)
    facts, layouts = shard.facts[: options.pictures], shard.layouts[: options.pictures]
    prompts = [fact["prompt"] for fact in facts]
    figures = {"guidance": options.guidance, "trainedOnPictures": painter.samples}

    def tell(key, pictures):
        figures[key] = measure(pictures, facts, options.judge)
        print(key, figures[key], flush=True)

    tell("painter", shard.pictures[: options.pictures])
    tell("autoencoder", np.concatenate([reconstruct(painter, shard.pictures[i:min(i + 16, options.pictures)]) for i in range(0, options.pictures, 16)]))
    laid = None
    for steps in (int(n) for n in options.steps.split(",")):
        made = painter.paint(prompts, layouts, steps, options.guidance, 1)
        laid = made if steps == options.default else laid
        tell(f"withLayout{steps}Steps", made)
    alone = painter.paint(prompts, None, options.default, options.guidance, 2)
    tell(f"wordsAlone{options.default}Steps", alone)
    tell("wordsAlone20StepsGuidance3", painter.paint(prompts, None, 20, 3.0, 3))
    with open(options.out, "w", encoding="utf-8") as f:
        json.dump(figures, f, indent=2)
    if options.sheet and laid is not None:
        rows = [np.concatenate([layouts[i], laid[i], alone[i], shard.pictures[i]], 0) for i in range(min(10, len(laid)))]
        Image.fromarray(np.concatenate(rows, 1)).save(options.sheet)


@torch.no_grad()
def reconstruct(painter, pictures):
    y = painter.decoder(painter.encoder(to_tensor(pictures)).chunk(2, 1)[0])
    return ((y + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()


if __name__ == "__main__":
    main()
