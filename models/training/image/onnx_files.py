"""Writes networks as ONNX files with weights in half precision, and reads the weights back from them."""
import inspect
import json
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from packing import halve

SMALLEST = 256  # weights of fewer numbers stay in float32


def export(module, inputs, path, input_names, output_names, dynamic_axes):
    """Rounds the module's own weights as the file's will be, so that it goes on to give what the file gives. Constants are not folded: the
    runtime does that when it loads the model, and so the weights keep their names and shapes. Returns the file's size."""
    module.eval().float()
    with torch.no_grad():
        for value in module.state_dict().values():
            if value.dtype == torch.float32 and value.numel() >= SMALLEST:
                value.copy_(value.half().float())
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    torch.onnx.export(module, inputs, path, opset_version=17, do_constant_folding=False, input_names=input_names, output_names=output_names,
                      dynamic_axes=dynamic_axes, **_older_exporter())
    halve(path, SMALLEST)
    return os.path.getsize(path)


def _older_exporter():
    """Later versions of PyTorch prefer their newer exporter, which gives weights other names."""
    return {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}


def restore(module, path):
    """Loads the weights of an exported file into a module; every one of them must be there."""
    found = {}
    for tensor in onnx.load(path).graph.initializer:
        name = tensor.name[: -len("_half")] if tensor.name.endswith("_half") else tensor.name
        found[name] = torch.from_numpy(numpy_helper.to_array(tensor).astype(np.float32))
    wanted = module.state_dict()
    for name, value in wanted.items():
        if name not in found or found[name].shape != value.shape:
            raise SystemExit(f"{path}: expected weights {name} of shape {tuple(value.shape)}, found {tuple(found[name].shape) if name in found else 'none'}")
    module.load_state_dict({name: found[name] for name in wanted})
    return module.eval()


def write_json(path, value):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        json.dump(value, f, ensure_ascii=False, indent=2)
        f.write("\n")
