"""Held-out figures of the trained model beside the Markov baseline: python3 evaluate.py --out FOLDER [--part test]"""
import argparse
import json
import os
import pickle

import torch

import markov
from model import MelodyLstm
from train import measure


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--part", default="test")
    options = parser.parse_args()
    torch.set_num_threads(2)
    with open(os.path.join(options.out, "encoded.pkl"), "rb") as f:
        data = pickle.load(f)
    model = MelodyLstm()
    saved = torch.load(os.path.join(options.out, "best.pt"), map_location="cpu")
    model.load_state_dict(saved["model"])
    held = data[options.part]
    english = [i for i in held if i["language"] == "en"]
    report = {"epoch": saved["epoch"], "part": options.part, "songs": len(held), "english_songs": len(english)}
    with torch.no_grad():
        report["lstm"] = measure(model, held, "cpu")
        report["lstm_english"] = measure(model, english, "cpu")
    for name, items in (("songs", data["train"]), ("songs+tunes", data["train"] + data["tunes"])):
        for joint in (False, True):
            tables = markov.train(items, joint)
            label = f"markov5 {'joint' if joint else 'factored'}, trained on {name}"
            report[label] = markov.measure(tables, held, joint)
            if not joint and name == "songs":
                report[label + ", english"] = markov.measure(tables, english, joint)
    print(json.dumps(report, indent=1))
    with open(os.path.join(options.out, f"evaluation-{options.part}.json"), "w") as f:
        json.dump(report, f, indent=1)


if __name__ == "__main__":
    main()
