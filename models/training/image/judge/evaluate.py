"""Calibrates the judge on one held-out range, measures it on another, and writes judge.onnx, judge.json and the reference features.

  python3 judge/evaluate.py --corpus DIR --out DIR [--calibrate 901000] [--measure 900000]

DIR must hold those ranges (made with the corpus program); neither is ever trained on."""
import argparse
import os
import sys

import numpy as np
import torch

sys.path[:0] = [os.path.join(os.path.dirname(__file__), ".."), os.path.dirname(__file__)]
from corpus import shards, to_tensor  # noqa: E402
from distances import frechet, kernel, spread  # noqa: E402
from facts import KINDS, LIGHT_OF_TIME, LIGHTS, SEASONS, STYLES, TIMES, WEATHERS, presence  # noqa: E402
from judge_network import FEATURES, Judge  # noqa: E402
from onnx_files import export, write_json  # noqa: E402


def look(judge, pictures, batch=25):
    """Every output of the judge for pictures uint8 [N,256,256,3], as arrays."""
    rows = []
    with torch.no_grad():
        for i in range(0, len(pictures), batch):
            rows.append([o.float().numpy() for o in judge(to_tensor(pictures[i:i + batch]))])
    return [np.concatenate(column) for column in zip(*rows)]


def threshold(scores, present):
    """At most a twentieth of the pictures without the kind pass; fewer where that loses hardly any of those with it."""
    absent, there = scores[present == 0], scores[present == 1]
    lowest = np.quantile(absent, 0.95)
    return float(max(lowest, min(np.quantile(absent, 0.995), np.quantile(there, 0.02)))) if len(there) else float(lowest)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--calibrate", type=int, default=901000)
    parser.add_argument("--measure", type=int, default=900000)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    judge = Judge()
    judge.load_state_dict(torch.load(os.path.join(options.out, "judge.pt"), map_location="cpu")["average"])
    names = ["style", "time", "season", "weather", "presence", "features"]
    size = export(judge, (torch.zeros(2, 3, 256, 256),), os.path.join(options.out, "judge.onnx"), ["picture"], names, {n: {0: "batch"} for n in ["picture", *names]})
    held = {shard.first: shard for shard in shards(options.corpus, held_out=True)}
    first, second = held[options.calibrate], held[options.measure]
    seen = look(judge, first.pictures)
    there = np.stack([presence(f) for f in first.facts])
    limits = [threshold(seen[4][:, k], there[:, k]) for k in range(len(KINDS))]
    reference = seen[5].astype(np.float16)
    reference.tofile(os.path.join(options.out, "reference.f16"))

    seen = look(judge, second.pictures)
    right = {}
    for i, (name, labels) in enumerate((("style", STYLES), ("time", TIMES), ("season", SEASONS), ("weather", WEATHERS))):
        wanted = np.array([labels.index(f[name]) for f in second.facts])
        right[name] = float((seen[i].argmax(1) == wanted).mean())
        if name == "time":
            light = np.array(LIGHT_OF_TIME)
            right["light"] = float((light[seen[i].argmax(1)] == light[wanted]).mean())
            print("time, asked in rows, found in columns:", *TIMES)
            for t, label in enumerate(TIMES):
                print(f"  {label:10}", *(f"{(seen[i].argmax(1)[wanted == t] == u).mean():.2f}" for u in range(len(TIMES))))
    there = np.stack([presence(f) for f in second.facts])
    kinds = {}
    for k, kind in enumerate(KINDS):
        found, yes, no = seen[4][:, k] > limits[k], there[:, k] == 1, there[:, k] == 0
        kinds[kind] = {"threshold": round(limits[k], 4), "pictures": int(yes.sum()), "recall": round(float(found[yes].mean()), 4) if yes.any() else None,
                       "falsePositives": round(float(found[no].mean()), 4)}
    recalls = [(v["recall"], name) for name, v in kinds.items() if v["recall"] is not None]
    yes, found = there == 1, seen[4] > np.array(limits)
    figures = {"heldOut": len(second.facts), **{k: round(v, 4) for k, v in right.items()}, "recall": round(float(found[yes].mean()), 4),
               "meanRecallOfKinds": round(float(np.mean([r for r, _ in recalls])), 4), "falsePositives": round(float(found[there == 0].mean()), 4),
               "floor": {"fid": round(frechet(seen[5], reference), 4), "kid": round(kernel(seen[5], reference), 6), "spread": round(spread(seen[5]), 4)}}
    for key, value in figures.items():
        print(key, value)
    print("hardly seen:", ", ".join(f"{name} {r:.2f} of {kinds[name]['pictures']}" for r, name in sorted(recalls) if r < 0.9))
    write_json(os.path.join(options.out, "judge.json"), {
        "input": {"name": "picture", "size": 256, "range": [-1, 1]},
        "styles": STYLES, "times": TIMES, "lights": LIGHTS, "lightOfTime": LIGHT_OF_TIME, "seasons": SEASONS, "weathers": WEATHERS,
        "features": FEATURES, "reference": {"file": "reference.f16", "shape": list(reference.shape), "type": "float16, little-endian"},
        "kinds": kinds, "figures": figures})
    print(f"judge.onnx {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
