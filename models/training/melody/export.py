"""Writes the pack: python3 export.py --out CHECKPOINTS --pack ../../melody-lstm

model.onnx (opset 13; inputs features [T, B, F] int64, h0 and c0 [layers, B, width]; outputs gap [T, B, G], duration [T, B, G, D],
pitch [T, B, G, D, P], continues [T, B, G, D], hn, cn), config.json (the vocabulary and columns), sample.json (rows and torch's logits,
for the check by other runtimes) and pack.json.
"""
import argparse
import hashlib
import json
import os

import numpy as np
import torch

import spec
from model import MelodyLstm, Stepper

OUTPUTS = ["gap", "duration", "pitch", "continues", "hn", "cn"]


def config(model):
    return {
        "model_type": "melody-lstm", "format": 1,
        "description": "One step a note. Input columns are indices; targets are classes. Times in ticks, 24 to the quarter; pitches in semitones above the reference tonic.",
        "ticks_per_quarter": spec.TICKS_PER_QUARTER, "durations": spec.DURATIONS, "gaps": spec.GAPS, "pitch_lowest": spec.PITCH_LOWEST,
        "pitch_count": spec.PITCH_COUNT, "centre_lowest": spec.CENTRE_LOWEST, "meters": spec.METERS, "modes": spec.MODES, "phases": spec.PHASES,
        "tempo_edges": spec.TEMPO_EDGES, "valence_edges": spec.VALENCE_EDGES, "match_edges": spec.MATCH_EDGES, "restless_edges": spec.RESTLESS_EDGES,
        "match_most": spec.MATCH_MOST, "back_lines": list(spec.BACK_LINES),
        "features": [{"name": n, "values": v} for n, v in spec.FEATURES],
        "layers": model.lstm.num_layers, "hidden_size": model.lstm.hidden_size,
        "inputs": {"features": "int64 [T, B, F]", "h0": "float [layers, B, hidden]", "c0": "float [layers, B, hidden]"},
        "outputs": {"gap": "logits [T, B, G]", "duration": "logits given gap [T, B, G, D]", "pitch": "logits given gap and duration [T, B, G, D, P]",
                    "continues": "logit that the syllable goes on with another note [T, B, G, D]", "hn": "as h0", "cn": "as c0"},
    }


def sample(stepper, path):
    """Two made-up rows a step, three steps, with the state carried over; logits as torch gives them."""
    rng = np.random.default_rng(7)
    h = c = torch.zeros(stepper.model.lstm.num_layers, 2, stepper.model.lstm.hidden_size)
    steps = []
    for _ in range(3):
        x = torch.tensor([[[int(rng.integers(n)) for _, n in spec.FEATURES] for _ in range(2)]])
        gap, duration, pitch, continues, h, c = stepper(x, h, c)
        steps.append({"features": x.flatten().tolist(), "gap": gap.flatten().tolist(), "duration_sum": duration.double().sum().item(),
                      "duration_gap0": duration[0, :, 0].flatten().tolist(), "pitch_gap0_duration5": pitch[0, :, 0, 5].flatten().tolist(),
                      "continues_gap0": continues[0, :, 0].flatten().tolist(), "hidden_sum": h.double().sum().item()})
    with open(path, "w") as f:
        json.dump({"batch": 2, "steps": steps}, f)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    parser.add_argument("--pack", required=True)
    options = parser.parse_args()
    os.makedirs(options.pack, exist_ok=True)
    model = MelodyLstm()
    saved = torch.load(os.path.join(options.out, "best.pt"), map_location="cpu")
    model.load_state_dict(saved["model"])
    model.eval()
    stepper = Stepper(model).eval()
    state = torch.zeros(model.lstm.num_layers, 2, model.lstm.hidden_size)
    features = torch.zeros(1, 2, len(spec.FEATURES), dtype=torch.long)
    keywords = {"dynamo": False} if "dynamo" in torch.onnx.export.__code__.co_varnames else {}
    with torch.no_grad():
        torch.onnx.export(stepper, (features, state, state.clone()), os.path.join(options.pack, "model.onnx"), opset_version=13,
                          input_names=["features", "h0", "c0"], output_names=OUTPUTS,
                          dynamic_axes={n: {1: "batch"} for n in ["features", "h0", "c0"] + OUTPUTS}, **keywords)
        sample(stepper, os.path.join(options.pack, "sample.json"))
    with open(os.path.join(options.pack, "config.json"), "w") as f:
        json.dump(config(model), f, indent=1)
        f.write("\n")
    figures = {}
    path = os.path.join(options.out, "evaluation-test.json")
    if os.path.exists(path):
        with open(path) as f:
            report = json.load(f)
        base = report["markov5 factored, trained on songs"]
        figures = {"heldOutSongs": report["songs"], "heldOutEnglishSongs": report["english_songs"], "heldOutNotes": report["lstm"]["notes"],
                   "crossEntropyNatsPerNote": round(report["lstm"]["nats"], 4), "tokenAccuracy": round(report["lstm"]["accuracy"]["joint_teacher_forced"], 4),
                   "markov5CrossEntropyNatsPerNote": round(base["nats"], 4), "markov5TokenAccuracy": round(base["joint_accuracy"], 4)}
    files = []
    for name in ("config.json", "model.onnx", "sample.json"):
        with open(os.path.join(options.pack, name), "rb") as f:
            data = f.read()
        files.append({"path": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)})
    write_manifest(os.path.join(options.pack, "pack.json"), model, files, figures)
    print(files, figures)


def write_manifest(path, model, files, figures):
    manifest = {
        "id": "melody-lstm", "task": "compose_melody", "licence": "MIT",
        "description": "Notes for words: a two-layer LSTM, one step a note, conditioned on stress, words, lines, metre, mode, tempo and mood.",
        "origin": "Trained from scratch with models/training/melody on OpenScore/Lieder (CC0), the Open Hymnal (public-domain hymns), "
                  "bbloomf/lilypond-songs (public domain) and folk tunes of before 1904 as collected in music21 (O'Neill 1903, Ryan 1883, Aird 1782, "
                  "Northumbrian Minstrelsy 1882; tunes in the public domain); stress from the CMU Pronouncing Dictionary (BSD-2-Clause), word valence "
                  "from VADER (MIT) and AFINN (Apache-2.0). No corpus with tones was at hand: the tone input has no effect.",
        "parameters": sum(p.numel() for p in model.parameters()),
        "files": files,
        "options": {"temperature": 0.7},
        "figures": figures,
    }
    with open(path, "w") as f:
        json.dump(manifest, f, indent=2, ensure_ascii=False)
        f.write("\n")


if __name__ == "__main__":
    main()
