"""Gives the text encoder a start: it learns to tell from a prompt what the corpus says of the picture.

  python3 diffusion/text.py --corpus DIR --tokenizer DIR --out DIR [--minutes 6] [--threads 1]

Goes on from OUT/text.pt."""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "..")]
from corpus import shards  # noqa: E402
from networks import HIDDEN, TextEncoder  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "tokenizer", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(2)
    tokenizer = Tokenizer.load(options.tokenizer)
    facts = [f for shard in shards(options.corpus) for f in shard.facts]
    names = {}

    def number(kind, value):
        return names.setdefault((kind, value), len(names))

    labels = [[number("style", f["style"]), number("mood", f["mood"]), *(number(k, v) for k, v in f["says"].items() if v), *(number("kind", k) for k in f["subjects"])] for f in facts]
    ids = torch.tensor(np.array([tokenizer.encode(f["prompt"]) for f in facts]), dtype=torch.long)
    targets = torch.zeros(len(facts), len(names))
    for row, found in enumerate(labels):
        targets[row, found] = 1
    encoder = TextEncoder(len(tokenizer.vocabulary), tokenizer.end).to(options.device)
    heads = nn.ModuleList([nn.Linear(HIDDEN, len(names)), nn.Linear(HIDDEN, len(names))]).to(options.device)
    path = os.path.join(options.out, "text.pt")
    if os.path.exists(path):
        saved = torch.load(path, map_location=options.device)
        encoder.load_state_dict(saved["encoder"])
        if "heads" in saved:
            heads.load_state_dict(saved["heads"])
    optimizer = torch.optim.AdamW([*encoder.parameters(), *heads.parameters()], lr=6e-4, weight_decay=0.01)
    held = 800
    begin, shown, step = time.time(), 0, 0

    def losses(rows):
        x = ids[rows]
        longest = int((x != tokenizer.end).sum(1).max()) + 1
        states, pooled = encoder(x[:, :longest].to(options.device))
        real = (torch.arange(longest) < (x[:, :longest] != tokenizer.end).sum(1, keepdim=True)).to(states)[..., None]
        mean = (states * real).sum(1) / real.sum(1)
        found = heads[0](pooled), heads[1](mean)
        wanted = targets[rows].to(options.device)
        return sum(F.binary_cross_entropy_with_logits(y, wanted) for y in found), found[0], wanted

    while time.time() - begin < options.minutes * 60:
        done = (time.time() - begin) / 60 / options.minutes
        for group in optimizer.param_groups:
            group["lr"] = 6e-4 * min(1, (step + 1) / 50) * max(0.02, 0.5 * (1 + np.cos(np.pi * done)))
        loss, _, _ = losses(torch.randint(held, len(facts), (options.batch,)))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        step += 1
        if time.time() - shown > 30:
            shown = time.time()
            with torch.no_grad():
                held_loss, found, wanted = losses(torch.arange(held))
                exact = ((found > 0) == (wanted > 0.5)).all(1).float().mean().item()
            print(f"step {step} loss {loss.item():.4f} held out {held_loss.item():.4f}, every label right in {exact:.3f} of prompts", flush=True)
    os.makedirs(options.out, exist_ok=True)
    torch.save({"encoder": encoder.state_dict(), "heads": heads.state_dict(), "vocabulary": len(tokenizer.vocabulary), "end": tokenizer.end}, path)


if __name__ == "__main__":
    main()
