"""Encodes the corpus once: latents of pictures and layouts, and token ids of the prompts.

  python3 diffusion/encode.py --corpus DIR --vae DIR/vae.pt --tokenizer DIR --out DIR [--threads 2]

Writes OUT/SHARD.npz (float16 means, uint16 ids) for each shard not yet encoded, and once OUT/scale.json: 1 / standard deviation of the first shard's picture latents."""
import argparse
import json
import os
import sys

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), os.path.join(here, "..", "vae")]
from corpus import shards, to_tensor  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from autoencoder import Encoder  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "vae", "tokenizer", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    os.makedirs(options.out, exist_ok=True)
    encoder = Encoder().to(options.device, memory_format=torch.channels_last).eval()
    encoder.load_state_dict(torch.load(options.vae, map_location=options.device)["encoder"])
    tokenizer = Tokenizer.load(options.tokenizer)

    @torch.no_grad()
    def means(rgb):
        out = []
        for i in range(0, len(rgb), 8):
            with torch.autocast(options.device, torch.bfloat16):
                out.append(encoder(to_tensor(rgb[i:i + 8]).to(options.device)).float().chunk(2, 1)[0].cpu().numpy().astype(np.float16))
        return np.concatenate(out)

    # The scale is that of the first shard and never changes: models in training depend on it.
    for shard in shards(options.corpus):
        path = os.path.join(options.out, shard.name + ".npz")
        if not os.path.exists(path):
            ids = np.array([tokenizer.encode(facts["prompt"]) for facts in shard.facts], np.uint16)
            styles = [facts["prompt"].split("。" if facts["lang"] == "zh" else ".")[0] for facts in shard.facts]
            words = np.array([tokenizer.encode(f"{facts['words']}{'，' if facts['lang'] == 'zh' else ', '}{style}") for facts, style in zip(shard.facts, styles)], np.uint16)
            with open(path + ".part", "wb") as f:
                np.savez(f, pictures=means(shard.pictures), layouts=means(shard.layouts), ids=ids, words=words)
            os.replace(path + ".part", path)
            print(shard.name, flush=True)
        scale = os.path.join(options.out, "scale.json")
        if not os.path.exists(scale):
            with np.load(path) as saved, open(scale, "w", encoding="utf-8") as f:
                json.dump({"scaling_factor": round(float(1 / saved["pictures"].astype(np.float64).std()), 5)}, f)



if __name__ == "__main__":
    main()
