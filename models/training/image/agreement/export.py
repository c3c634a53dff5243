"""Measures retrieval on held-out pictures and writes the pack.

  python3 agreement/export.py --corpus DIR --tokenizer DIR --out DIR --pack DIR/scene-agreement [--measure 900000]"""
import argparse
import os
import shutil
import sys

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here]
from corpus import shards, to_tensor  # noqa: E402
from facts import STYLES  # noqa: E402
from onnx_files import export, write_json  # noqa: E402
from packing import write_manifest  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from towers import CONTEXT, LAYERS, SIDE, WIDTH, Pictures, Words  # noqa: E402
from train import shrink  # noqa: E402


def retrieval(text, picture):
    """The share of rows whose own partner is the nearest, or among the five nearest, both ways."""
    scores = text @ picture.T
    out = {}
    for name, s in (("pictureOfWords", scores), ("wordsOfPicture", scores.T)):
        rank = (s > np.diag(s)[:, None]).sum(1)
        out[name] = {"at1": round(float((rank < 1).mean()), 4), "at5": round(float((rank < 5).mean()), 4), "median": float(np.median(rank)) + 1}
    return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "tokenizer", "out", "pack"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--measure", type=int, default=900000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    saved = torch.load(os.path.join(options.out, "agreement.pt"), map_location="cpu")
    tokenizer = Tokenizer.load(options.tokenizer)
    words, pictures = Words(saved["vocabulary"], saved["end"]), Pictures()
    words.load_state_dict(saved["averages"][0])
    pictures.load_state_dict(saved["averages"][1])
    scale = float(saved["scale"].exp().clamp(max=100))
    if os.path.exists(options.pack):
        shutil.rmtree(options.pack)
    batch = {0: "batch"}
    ids = torch.tensor([tokenizer.encode("A pine by a lake, at dusk."), tokenizer.encode("夜")])
    export(words, (ids,), os.path.join(options.pack, "text_encoder", "model.onnx"), ["input_ids"], ["last_hidden_state", "text_embeds"],
           {n: batch for n in ("input_ids", "last_hidden_state", "text_embeds")})
    export(pictures, (torch.zeros(2, 3, SIDE, SIDE),), os.path.join(options.pack, "image_encoder", "model.onnx"), ["pixel_values"], ["image_embeds"],
           {n: batch for n in ("pixel_values", "image_embeds")})
    shutil.copytree(options.tokenizer, os.path.join(options.pack, "tokenizer"))
    write_json(os.path.join(options.pack, "config.json"), {"logit_scale": round(scale, 4), "image_size": SIDE})
    write_json(os.path.join(options.pack, "text_encoder", "config.json"), {
        "architectures": ["CLIPTextModelWithProjection"], "model_type": "clip_text_model", "hidden_size": WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": 4,
        "intermediate_size": 4 * WIDTH, "projection_dim": WIDTH, "max_position_embeddings": CONTEXT, "vocab_size": saved["vocabulary"],
        "bos_token_id": saved["end"] - 1, "eos_token_id": saved["end"], "pad_token_id": saved["end"]})
    shard = next(s for s in shards(options.corpus, held_out=True) if s.first == options.measure)
    with torch.no_grad():
        seen = np.concatenate([pictures(shrink(to_tensor(shard.pictures[i:i + 50]))).numpy() for i in range(0, len(shard.facts), 50)])
        told = {}
        for key in ("prompt", "words"):
            rows = torch.tensor([tokenizer.encode(f[key]) for f in shard.facts])
            told[key] = np.concatenate([words(rows[i:i + 50])[1].numpy() for i in range(0, len(rows), 50)])
    figures = {"heldOut": len(shard.facts), "prompts": retrieval(told["prompt"], seen), "words": retrieval(told["words"], seen)}
    # The same within a style, where style gives nothing away: the mean over the eight.
    styles = np.array([f["style"] for f in shard.facts])
    inside = [retrieval(told["prompt"][styles == s], seen[styles == s])["pictureOfWords"]["at1"] for s in STYLES]
    figures["withinStyle"] = {"pictures": int(len(styles) / len(STYLES)), "at1": round(float(np.mean(inside)), 4)}
    write_manifest(options.pack, {
        "id": "scene-agreement", "task": "rank_picture", "licence": "MIT",
        "description": "How well a picture agrees with words: a text encoder and an image encoder into one space, for choosing among candidates.",
        "origin": "Trained from scratch with models/training/image on pictures made by this project's own procedural painter, with captions written by its own reader in English and Chinese.",
        "parameters": sum(p.numel() for m in (words, pictures) for p in m.parameters()),
        "options": {"prompt": "scene"}, "figures": figures})
    print(figures, "scale", scale)


if __name__ == "__main__":
    main()
