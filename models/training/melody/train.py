"""Trains the melody LSTM. Interrupt at will: it goes on from the last finished epoch.

python3 train.py --out FOLDER [--minutes 50] [--epochs 40]
"""
import argparse
import json
import math
import os
import pickle
import time

import numpy as np
import torch
import torch.nn.functional as F

import spec
from features import IGNORE
from model import MelodyLstm

CHUNK = 64          # notes back-propagated through; the state is carried over
BATCH = 24          # songs side by side

LYRIC_COLUMNS = ["stress", "nextStress", "nextStress2"]
GROUPS = [          # (columns blanked together, chance): what may be unknown when the model is used
    (LYRIC_COLUMNS, 0.08), (["mode"], 0.05), (["tempo"], 0.3), (["valence"], 0.2), (["barOfEight"], 0.1),
    (["matchPitch", "matchDuration", "matchGap", "matchLength", "matchContinues"], 0.12),
    (["back1Pitch", "back1Duration", "back1Shape"], 0.12), (["back2Pitch", "back2Duration", "back2Shape"], 0.12),
    (["back4Pitch", "back4Duration", "back4Shape"], 0.12),
]


def batches(items, rng, augment):
    """Yields (x [T,B,F], y [T,B,4]) of whole songs of like length, padded with IGNORE."""
    order = sorted(range(len(items)), key=lambda i: len(items[i]["y"][0]) * (rng.uniform(0.85, 1.15) if augment else 1))
    groups = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    if augment:
        rng.shuffle(groups)
    for group in groups:
        longest = max(len(items[i]["y"][0]) for i in group)
        x = np.zeros((longest, len(group), len(spec.FEATURES)), dtype=np.int64)
        y = np.full((longest, len(group), 4), IGNORE, dtype=np.int64)
        for b, i in enumerate(group):
            item = items[i]
            v = rng.integers(len(item["x"])) if augment else 0
            a = item["x"][v].astype(np.int64)
            if augment:
                a = a.copy()
                for columns, chance in GROUPS:
                    if rng.random() < chance:
                        a[:, [spec.COLUMN[c] for c in columns]] = 0
            x[:len(a), b], y[:len(a), b] = a, item["y"][v]
        yield torch.from_numpy(x), torch.from_numpy(y)


def losses(logits, y):
    gap, duration, pitch, continues = logits
    n = (y[..., 0] != IGNORE).sum().clamp(min=1)
    parts = [F.cross_entropy(l.flatten(0, 1), y[..., i].flatten(), ignore_index=IGNORE, reduction="sum") for i, l in enumerate((gap, duration, pitch))]
    known = y[..., 3] != IGNORE
    c = F.binary_cross_entropy_with_logits(continues[known], y[..., 3][known].float(), reduction="sum") if known.any() else gap.sum() * 0
    return parts, c, n, known.sum()


@torch.no_grad()
def measure(model, items, device):
    """Nats a note for gap, duration, pitch, their sum, nats a note for 'continues', and accuracies."""
    model.eval()
    total, hits, notes, joint = np.zeros(4), np.zeros(4), np.zeros(4), 0
    for x, y in batches(items, np.random.default_rng(0), False):
        x, y = x.to(device), y.to(device)
        logits, _ = model(x, y)
        parts, c, n, known = losses(logits, y)
        total += [p.item() for p in parts] + [c.item()]
        notes += [n.item()] * 3 + [known.item()]
        right = [logits[i].argmax(-1) == y[..., i] for i in range(3)]
        mask = y[..., 0] != IGNORE
        for i in range(3):
            hits[i] += (right[i] & mask).sum().item()
        joint += (right[0] & right[1] & right[2] & mask).sum().item()
        k = y[..., 3] != IGNORE
        hits[3] += ((logits[3] > 0).long()[k] == y[..., 3][k]).sum().item()
    nats, accuracy = total / notes, hits / notes
    return {"nats": float(nats[:3].sum()), "gap": float(nats[0]), "duration": float(nats[1]), "pitch": float(nats[2]), "continues": float(nats[3]),
            "accuracy": {"gap": float(accuracy[0]), "duration": float(accuracy[1]), "pitch": float(accuracy[2]), "joint_teacher_forced": float(joint / notes[0]),
                         "continues": float(accuracy[3])}, "notes": int(notes[0])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, help="folder with encoded.pkl; checkpoints go here")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after the epoch that passes this")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    with open(os.path.join(options.out, "encoded.pkl"), "rb") as f:
        data = pickle.load(f)
    model = MelodyLstm().to(device)
    decayed = [p for n, p in model.named_parameters() if p.dim() > 1 and not n.startswith("table")]
    rest = [p for n, p in model.named_parameters() if p.dim() <= 1 or n.startswith("table")]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.03}, {"params": rest, "weight_decay": 0.003}], lr=options.rate, betas=(0.9, 0.98))
    epoch, best, history = 0, 1e9, []
    last = os.path.join(options.out, "last.pt")
    if os.path.exists(last):
        saved = torch.load(last, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        epoch, best, history = saved["epoch"], saved["best"], saved["history"]
        print("resumed after epoch", epoch, flush=True)
    print(sum(p.numel() for p in model.parameters()), "parameters on", device, flush=True)
    start = time.time()
    while epoch < options.epochs and time.time() - start < options.minutes * 60:
        rng = np.random.default_rng(1000 + epoch)
        torch.manual_seed(1000 + epoch)
        # Tunes without words first and in the mix later, ever fewer: they teach rhythm and contour, the songs teach words.
        share = 0.3 if epoch == 0 else max(0.04, 0.15 * (1 - epoch / (0.5 * options.epochs)))
        tunes = [data["tunes"][i] for i in rng.permutation(len(data["tunes"]))[:int(share * len(data["tunes"]))]]
        items = data["train"] + tunes
        model.train()
        began, seen, sums = time.time(), 0, np.zeros(5)
        done = 0
        every = math.ceil(len(items) / BATCH)
        for x, y in batches(items, rng, True):
            progress = (epoch + done / every) / options.epochs
            rate = options.rate * min(1, (epoch * every + done + 1) / 150) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1, progress))))
            for group in optimizer.param_groups:
                group["lr"] = rate
            state, done = None, done + 1
            for t in range(0, len(x), CHUNK):
                a, b = x[t:t + CHUNK].to(device), y[t:t + CHUNK].to(device)
                logits, state = model(a, b, state)
                state = tuple(s.detach() for s in state)
                parts, c, n, known = losses(logits, b)
                if n.item() == 0:
                    continue
                loss = sum(parts) / n + 0.5 * c / known.clamp(min=1)
                optimizer.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                seen += n.item()
                sums += [p.item() for p in parts] + [c.item(), known.item()]
        epoch += 1
        valid = measure(model, data["valid"], device)
        row = {"epoch": epoch, "train_nats": float(sums[:3].sum() / seen), "valid": valid, "notes": seen, "seconds": round(time.time() - began, 1)}
        history.append(row)
        print(json.dumps({"epoch": epoch, "train": round(row["train_nats"], 4), "valid": {k: round(v, 4) for k, v in valid.items() if isinstance(v, float)},
                          "joint_accuracy": round(valid["accuracy"]["joint_teacher_forced"], 4), "notes_per_s": round(seen / row["seconds"]), "seconds": row["seconds"]}), flush=True)
        if valid["nats"] < best:
            best = valid["nats"]
            torch.save({"model": model.state_dict(), "epoch": epoch, "valid": valid}, os.path.join(options.out, "best.pt"))
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch, "best": best, "history": history}, last + ".part")
        os.replace(last + ".part", last)
    with open(os.path.join(options.out, "history.json"), "w") as f:
        json.dump(history, f, indent=1)


if __name__ == "__main__":
    main()
