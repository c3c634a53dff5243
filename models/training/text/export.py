"""Makes the pack: model.onnx in the Optimum decoder layout, the tokenizer, its configurations, samples and the manifest.

python3 export.py --work WORK --pack PACK            # and export-check.* in WORK for check_export.mjs
python3 export.py --work WORK --pack FOLDER --tiny   # a small untrained network, to try the export itself"""
import argparse
import os
import shutil
import sys

import numpy as np
import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(here, "..", "image"))
import onnx_files  # noqa: E402
import verse  # noqa: E402
from model import Poet, Shape  # noqa: E402
from packing import write_manifest  # noqa: E402
from sample import draw, empty, load_poet, plain  # noqa: E402
from tokenizer import CONTEXT, Tokenizer, read  # noqa: E402

ORIGIN = ("Trained from scratch with models/training/text on Tang and Song shi, ci, Yuan qu and the Book of Songs as collected in chinese-poetry/chinese-poetry "
          "(MIT; the texts are in the public domain), English verse of authors dead by 1931 as collected in tnhaider/english-gutenberg-poetry (texts of Project "
          "Gutenberg), facjure/public-domain-poetry (Apache-2.0) and sravanareddy/rhymedata; rhymes from the CMU Pronouncing Dictionary (BSD-2-Clause) and "
          "mozillazg/pinyin-data (MIT).")
SAMPLES = [("zh", "qijue", None, ["明月", "江上"]), ("zh", "wulv", None, ["秋", "山"]), ("zh", "ci", "浣溪沙", ["春风"]),
           ("en", "quatrains", None, ["moon", "river"]), ("en", "sonnet", None, ["love", "time"]), ("en", "couplets", None, [])]


class Layout(nn.Module):
    """The poet with its past and present as flat lists of tensors."""

    def __init__(self, poet):
        super().__init__()
        self.poet = poet

    def forward(self, input_ids, attention_mask, position_ids, *past):
        logits, present = self.poet(input_ids, attention_mask, position_ids, list(zip(past[::2], past[1::2])))
        return (logits, *(tensor for pair in present for tensor in pair))


def write_model(poet, path):
    layers = poet.shape.layers
    past = [f"past_key_values.{i}.{part}" for i in range(layers) for part in ("key", "value")]
    present = [f"present.{i}.{part}" for i in range(layers) for part in ("key", "value")]
    axes = {"input_ids": {0: "batch_size", 1: "sequence_length"}, "attention_mask": {0: "batch_size", 1: "past_sequence_length + sequence_length"},
            "position_ids": {0: "batch_size", 1: "sequence_length"}, "logits": {0: "batch_size", 1: "sequence_length"},
            **{name: {0: "batch_size", 2: "past_sequence_length"} for name in past},
            **{name: {0: "batch_size", 2: "past_sequence_length + sequence_length"} for name in present}}
    size = poet.shape.width // poet.shape.heads
    kept = [torch.zeros(2, poet.shape.heads, 3, size) for _ in past]
    inputs = (torch.ones(2, 4, dtype=torch.long), torch.ones(2, 7, dtype=torch.long), torch.arange(3, 7).expand(2, 4).contiguous(), *kept)
    return onnx_files.export(Layout(poet), inputs, path, ["input_ids", "attention_mask", "position_ids", *past], ["logits", *present], axes)


def write_configs(folder, shape, control):
    end, pad = control[verse.END], control[verse.PAD]
    onnx_files.write_json(os.path.join(folder, "config.json"), {
        "architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "vocab_size": shape.vocabulary, "n_positions": shape.context, "n_ctx": shape.context,
        "n_embd": shape.width, "n_layer": shape.layers, "n_head": shape.heads, "n_inner": None, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,
        "scale_attn_weights": True, "tie_word_embeddings": True, "use_cache": True, "bos_token_id": end, "eos_token_id": end, "pad_token_id": pad})
    onnx_files.write_json(os.path.join(folder, "generation_config.json"), {
        "bos_token_id": end, "eos_token_id": end, "pad_token_id": pad, "do_sample": True, "temperature": 0.9, "top_p": 0.92, "max_length": shape.context})


def write_check(poet, tokenizer, work):
    """Two held-out poems of one length, and the logits of the whole rows without a cache."""
    rows = []
    for s in read(work, "heldout"):
        ids = tokenizer.encode(verse.prompt(s["lang"], s["form"], s.get("tune"), s["theme"][:2], s["title"]) + verse.body(s["lines"]))
        if len(ids) >= 90 and [r[0] for r in rows].count(s["lang"]) == 0:
            rows.append((s["lang"], ids[:90]))
        if len(rows) == 2:
            break
    ids = np.array([r[1] for r in rows])
    with torch.no_grad():
        logits = nn.functional.linear(poet.hidden(torch.from_numpy(ids)), poet.wte.weight)
    onnx_files.write_json(os.path.join(work, "export-check.json"), {"ids": ids.tolist(), "vocabulary": poet.shape.vocabulary,
                                                                    "layers": poet.shape.layers, "heads": poet.shape.heads, "width": poet.shape.width})
    logits.numpy().astype("<f4").tofile(os.path.join(work, "export-check.f32"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(1)
    tokenizer = Tokenizer.load(os.path.join(options.work, "tokenizer"))
    if options.tiny:
        poet, figures = Poet(Shape(width=32, layers=2, heads=4)).eval(), {}
    else:
        poet, saved = load_poet(os.path.join(options.work, "poet.pt"))
        figures = {"trainedTokens": saved["tokens"], "trainedMinutes": round(saved["spent"], 1)}
    size = write_model(poet, os.path.join(options.pack, "model.onnx"))
    write_check(poet, tokenizer, options.work)
    write_configs(options.pack, poet.shape, tokenizer.control)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        shutil.copyfile(os.path.join(options.work, "tokenizer", name), os.path.join(options.pack, name))
    samples = []
    for language, form, tune, theme in [] if options.tiny else SAMPLES:
        ids = draw(poet, tokenizer.control, tokenizer.encode(verse.prompt(language, form, tune, theme)), 1)[0]
        samples.append({"language": language, "form": form, "tune": tune, "theme": theme, "text": plain(tokenizer.decode(ids))})
    onnx_files.write_json(os.path.join(options.pack, "sample.json"), samples)
    write_manifest(options.pack, {
        "id": "poet", "task": "write_text", "licence": "MIT",
        "description": "A small GPT for English verse and classical Chinese verse, led by control tokens for language, form, theme, line, rhyme and last word.",
        "origin": ORIGIN, "parameters": sum(p.numel() for p in poet.parameters()),
        "options": {"temperature": 0.9, "topP": 0.92, "maxTokens": CONTEXT}, "figures": figures})
    print(f"model.onnx {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
