"""What all packs share: weights stored as float16, and the manifest with the hash of every file."""
import hashlib
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def halve(path, smallest=256):
    """Stores float32 weights as float16 with a Cast behind each: half the bytes; the runtime folds the casts when it loads the model."""
    model = onnx.load(path)
    graph = model.graph
    casts, kept = [], []
    for weight in graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type == TensorProto.FLOAT and values.size >= smallest and np.abs(values).max() < 60000:
            half = numpy_helper.from_array(values.astype(np.float16), weight.name + "_half")
            casts.append(helper.make_node("Cast", [half.name], [weight.name], to=TensorProto.FLOAT))
            kept.append(half)
        else:
            kept.append(weight)
    del graph.initializer[:]
    graph.initializer.extend(kept)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend(casts + nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def write_manifest(folder, manifest):
    """Writes pack.json: the given entries with the size and SHA-256 of each file in the folder."""
    files = []
    for at, _, names in os.walk(folder):
        for name in names:
            full = os.path.join(at, name)
            relative = os.path.relpath(full, folder).replace(os.sep, "/")
            if relative != "pack.json":
                with open(full, "rb") as f:
                    data = f.read()
                files.append({"path": relative, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)})
    entries = {}
    for key, value in manifest.items():
        if key == "options":
            entries["files"] = sorted(files, key=lambda file: file["path"])
        entries[key] = value
    entries.setdefault("files", sorted(files, key=lambda file: file["path"]))
    with open(os.path.join(folder, "pack.json"), "w", encoding="utf-8") as f:
        json.dump(entries, f, ensure_ascii=False, indent=2)
        f.write("\n")
