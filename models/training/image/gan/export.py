"""Measures the generator with the judge, writes a sheet of samples and the pack.

  python3 gan/export.py --corpus DIR --agreement DIR/scene-agreement --judge DIR --out DIR --pack DIR/scene-gan [--measure 900000] [--sheet sheet.png]"""
import argparse
import os
import shutil
import sys

import numpy as np
import torch
from PIL import Image

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here, os.path.join(here, "..", "agreement"), os.path.join(here, "..", "judge")]
from corpus import shards, to_tensor  # noqa: E402
from measure import measure  # noqa: E402
from onnx_files import export, restore, write_json  # noqa: E402
from packing import write_manifest  # noqa: E402
from painter import LATENT, SIDE, TEXT, Generator  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from towers import Words  # noqa: E402


def to_bytes(x):
    return ((x + 1) * 127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy()


def paint(painter, text, layouts, seed, batch=20):
    """Pictures uint8 [N,256,256,3]; `layouts` None is by the words alone."""
    random = torch.Generator().manual_seed(seed)
    out = []
    with torch.no_grad():
        for i in range(0, len(text), batch):
            rows = text[i:i + batch]
            layout = to_tensor(layouts[i:i + batch]) if layouts is not None else torch.zeros(len(rows), 3, SIDE, SIDE)
            out.append(to_bytes(painter(torch.randn(len(rows), LATENT, generator=random), rows, layout)))
    return np.concatenate(out)


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "agreement", "judge", "out", "pack"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--measure", type=int, default=900000)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--sheet")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    painter = Generator()
    saved = torch.load(os.path.join(options.out, "gan.pt"), map_location="cpu")
    painter.load_state_dict(saved["average"])
    if os.path.exists(options.pack):
        shutil.rmtree(options.pack)
    names = ["latent", "text_embeds", "layout"]
    export(painter, (torch.randn(2, LATENT), torch.randn(2, TEXT), torch.randn(2, 3, SIDE, SIDE)), os.path.join(options.pack, "model.onnx"), names, ["sample"],
           {name: {0: "batch"} for name in [*names, "sample"]})
    for folder in ("tokenizer", "text_encoder"):
        shutil.copytree(os.path.join(options.agreement, folder), os.path.join(options.pack, folder))
    write_json(os.path.join(options.pack, "config.json"), {"latent_dim": LATENT, "output_range": [-1, 1], "sample_size": SIDE, "text_embed_dim": TEXT})
    tokenizer = Tokenizer.load(os.path.join(options.pack, "tokenizer"))
    words = restore(Words(len(tokenizer.vocabulary), tokenizer.end), os.path.join(options.pack, "text_encoder", "model.onnx"))
    shard = next(s for s in shards(options.corpus, held_out=True) if s.first == options.measure)
    facts, layouts = shard.facts[: options.pictures], shard.layouts[: options.pictures]
    with torch.no_grad():
        text = torch.cat([words(torch.tensor([tokenizer.encode(f["prompt"])]))[1] for f in facts])
    laid, alone = paint(painter, text, layouts, 1), paint(painter, text, None, 2)
    figures = {"withLayout": measure(laid, facts, options.judge), "wordsAlone": measure(alone, facts, options.judge),
               "layoutItself": measure(layouts, facts, options.judge), "painter": measure(shard.pictures[: options.pictures], facts, options.judge)}
    for key, value in figures.items():
        print(key, value)
    parameters = sum(p.numel() for m in (painter, words) for p in m.parameters())
    write_manifest(options.pack, {
        "id": "scene-gan", "task": "paint_image", "licence": "MIT",
        "description": "Scenes from a layout and words in one step: a conditional generator, 256 pixels, in the eight styles of the painter.",
        "origin": "Trained from scratch with models/training/image on pictures made by this project's own procedural painter, with captions written by its own reader in English and Chinese.",
        "parameters": parameters, "options": {"size": SIDE, "prompt": "scene", "order": 160},
        "figures": {**figures, "trainedOnPictures": saved["seen"]}})
    if options.sheet:
        rows = [np.concatenate([layouts[i], laid[i], shard.pictures[i], alone[i]], 0) for i in range(min(10, len(laid)))]
        Image.fromarray(np.concatenate(rows, 1)).save(options.sheet)
    print(parameters, "parameters")


if __name__ == "__main__":
    main()
