"""Judges a folder of generated pictures by what was asked.

  python3 judge/measure.py FOLDER [--judge DIR]

FOLDER holds PNG pictures and asked.jsonl, one line a picture in the order of their names (or with "file"), with the fields of the corpus:
"subjects" (kinds asked for), "style", "says": {"time"}. Instead of PNGs there may be one pictures.rgb: raw 8-bit RGB, 256 x 256, one after
another. Pictures of other sizes are scaled to 256 x 256. DIR holds judge.onnx, judge.json and reference.f16. Prints one JSON object:

  each             of all the named elements, those found
  one, three       of the pictures that name one or more, those where the first named is found; of those that name three or more, where
                   the first three are
  all              of the pictures that name one or more, those where every one is found
  style, time, light   of the pictures that ask for it; light is day, twilight or night
  fid, kid         against held-out pictures of the painter in the judge's features; fid is biased for few samples, kid is not
  spread           the mean distance between two of the pictures"""
import argparse
import glob
import json
import os
import sys

import numpy as np
import torch
from PIL import Image

sys.path[:0] = [os.path.join(os.path.dirname(__file__), ".."), os.path.dirname(__file__)]
from distances import frechet, kernel, spread  # noqa: E402
from evaluate import look  # noqa: E402
from facts import KIND, KINDS, LIGHT_OF_TIME, STYLES, TIMES  # noqa: E402
from judge_network import Judge  # noqa: E402
from onnx_files import restore  # noqa: E402

SIDE = 256


def read(folder):
    with open(os.path.join(folder, "asked.jsonl"), encoding="utf-8") as lines:
        asked = [json.loads(line) for line in lines if line.strip()]
    raw = os.path.join(folder, "pictures.rgb")
    if os.path.exists(raw):
        pictures = np.fromfile(raw, np.uint8).reshape(-1, SIDE, SIDE, 3)
    else:
        names = sorted(os.path.basename(path) for path in glob.glob(os.path.join(folder, "*.png")))
        names = [fact.get("file", names[i] if i < len(names) else None) for i, fact in enumerate(asked)]
        pictures = [Image.open(os.path.join(folder, name)).convert("RGB") for name in names if name]
        pictures = np.stack([np.asarray(p if p.size == (SIDE, SIDE) else p.resize((SIDE, SIDE), Image.Resampling.LANCZOS)) for p in pictures])
    if len(pictures) != len(asked):
        raise SystemExit(f"{folder}: asked.jsonl has {len(asked)} lines, there are {len(pictures)} pictures")
    return pictures, asked


def measure(pictures, asked, folder):
    """The figures of pictures uint8 [N,256,256,3] by the judge in a folder."""
    judge = restore(Judge(), os.path.join(folder, "judge.onnx"))
    with open(os.path.join(folder, "judge.json"), encoding="utf-8") as f:
        told = json.load(f)
    reference = np.fromfile(os.path.join(folder, "reference.f16"), np.float16).reshape(told["reference"]["shape"]).astype(np.float32)
    style, time, _, _, presence, features = look(judge, pictures)
    found = presence > np.array([told["kinds"][kind]["threshold"] for kind in KINDS])
    named = [[found[i, KIND[kind]] for kind in fact["subjects"] if kind in KIND] for i, fact in enumerate(asked)]
    named = [row for row in named if row]
    share = lambda values: round(float(np.mean(values)), 4) if len(values) else None
    times = [(TIMES.index(fact["says"]["time"]), time[i].argmax()) for i, fact in enumerate(asked) if fact.get("says", {}).get("time")]
    return {
        "pictures": len(pictures),
        "each": share([hit for row in named for hit in row]), "one": share([row[0] for row in named]),
        "three": share([all(row[:3]) for row in named if len(row) > 2]), "all": share([all(row) for row in named]),
        "style": share([STYLES[style[i].argmax()] == fact["style"] for i, fact in enumerate(asked) if fact.get("style")]),
        "time": share([a == b for a, b in times]), "light": share([LIGHT_OF_TIME[a] == LIGHT_OF_TIME[b] for a, b in times]),
        "fid": round(frechet(features, reference), 4), "kid": round(kernel(features, reference), 6), "spread": round(spread(features), 4),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--judge", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    print(json.dumps(measure(*read(options.folder), options.judge), indent=2))


if __name__ == "__main__":
    main()
