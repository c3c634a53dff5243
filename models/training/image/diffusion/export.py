"""Writes the trained autoencoder, text encoder and UNet as a pack in the diffusers ONNX layout.

  python3 diffusion/export.py --vae DIR/vae.pt --unet DIR/unet.pt --tokenizer DIR --out DIR/scene-diffusion [--figures figures.json]"""
import argparse
import json
import os
import shutil
import sys

import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), os.path.join(here, "..", "vae")]
from autoencoder import Decoder, Encoder  # noqa: E402
from networks import TextEncoder, UNet  # noqa: E402
from noise import CONFIG  # noqa: E402
from packing import halve, write_manifest  # noqa: E402

# Fitted by least squares from scaled latents to pictures made eight times smaller; they hold as long as the encoder stays as it is.
PREVIEW = {"latent_rgb_factors": [[-0.0681, 0.1395, 0.2332], [0.3123, 0.1795, 0.0521], [-0.1903, -0.1926, -0.1245], [0.0823, -0.0794, 0.0698]],
           "latent_rgb_bias": [0.0782, 0.0523, 0.0446]}


class Whole(nn.Module):
    """The timestep is a scalar in the layout; the network wants one a sample."""

    def __init__(self, unet):
        super().__init__()
        self.unet = unet

    def forward(self, sample, timestep, encoder_hidden_states):
        return self.unet(sample, timestep.reshape(1), encoder_hidden_states)


def export(model, inputs, names, outputs, axes, folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "model.onnx")
    torch.onnx.export(model.eval(), inputs, path, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17, do_constant_folding=True)
    halve(path)


def write(folder, name, value):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=2)
        f.write("\n")


def main():
    parser = argparse.ArgumentParser()
    for name in ("vae", "unet", "tokenizer", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--figures")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=1.0)
    options = parser.parse_args()
    vae, saved = torch.load(options.vae, map_location="cpu"), torch.load(options.unet, map_location="cpu")
    encoder, decoder = Encoder(), Decoder()
    encoder.load_state_dict(vae["encoder"])
    decoder.load_state_dict(vae["decoder"])
    text, unet = TextEncoder(saved["vocabulary"], saved["end"]), UNet()
    text.load_state_dict(saved["average"]["text"])
    unet.load_state_dict(saved["average"]["unet"])
    out = options.out
    if os.path.exists(out):
        shutil.rmtree(out)
    batch = {0: "batch_size"}
    latents = {0: "batch_size", 2: "height", 3: "width"}
    export(text, (torch.zeros(1, 64, dtype=torch.long),), ["input_ids"], ["last_hidden_state", "pooler_output"],
           {n: batch for n in ("input_ids", "last_hidden_state", "pooler_output")}, os.path.join(out, "text_encoder"))
    export(Whole(unet), (torch.randn(2, 8, 32, 32), torch.tensor(999.0), torch.randn(2, 64, 256)), ["sample", "timestep", "encoder_hidden_states"], ["out_sample"],
           {"sample": latents, "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"}, "out_sample": latents}, os.path.join(out, "unet"))
    export(encoder, (torch.randn(1, 3, 256, 256),), ["sample"], ["latent_parameters"], {"sample": latents, "latent_parameters": latents}, os.path.join(out, "vae_encoder"))
    export(decoder, (torch.randn(1, 4, 32, 32),), ["latent_sample"], ["sample"], {"latent_sample": latents, "sample": latents}, os.path.join(out, "vae_decoder"))
    shutil.copytree(options.tokenizer, os.path.join(out, "tokenizer"))
    write(out, "model_index.json", {
        "_class_name": "StableDiffusionInstructPix2PixPipeline", "_diffusers_version": "0.30.0", "scheduler": ["diffusers", "DDIMScheduler"],
        "text_encoder": ["optimum", "ORTModel"], "tokenizer": ["transformers", "CLIPTokenizer"], "unet": ["optimum", "ORTModel"],
        "vae_decoder": ["optimum", "ORTModel"], "vae_encoder": ["optimum", "ORTModel"]})
    write(os.path.join(out, "scheduler"), "scheduler_config.json", {"_class_name": "DDIMScheduler", "_diffusers_version": "0.30.0", **CONFIG})
    write(os.path.join(out, "text_encoder"), "config.json", {"architectures": ["CLIPTextModel"], "model_type": "clip_text_model", "hidden_size": 256, "num_hidden_layers": 4,
                                                             "num_attention_heads": 4, "intermediate_size": 1024, "max_position_embeddings": 64, "vocab_size": saved["vocabulary"],
                                                             "bos_token_id": saved["end"] - 1, "eos_token_id": saved["end"], "pad_token_id": saved["end"]})
    write(os.path.join(out, "unet"), "config.json", {"_class_name": "UNet2DConditionModel", "in_channels": 8, "out_channels": 4, "sample_size": 32, "cross_attention_dim": 256,
                                                     "block_out_channels": [64, 160, 256], "time_cond_proj_dim": None})
    common = {"_class_name": "AutoencoderKL", "in_channels": 3, "out_channels": 3, "latent_channels": 4, "block_out_channels": [32, 80, 128, 128], "sample_size": 256,
              "scaling_factor": saved["scale"]}
    write(os.path.join(out, "vae_encoder"), "config.json", common)
    write(os.path.join(out, "vae_decoder"), "config.json", common)
    parameters = sum(p.numel() for m in (encoder, decoder, text, unet) for p in m.parameters())
    figures = {}
    if options.figures:
        with open(options.figures, encoding="utf-8") as f:
            figures = json.load(f)
    write_manifest(out, {
        "id": "scene-diffusion", "task": "paint_image", "licence": "MIT",
        "description": "Scenes from words and a layout: latent diffusion, 256 pixels, in the eight styles of the painter.",
        "origin": "Trained from scratch with models/training/image on pictures made by this project's own procedural painter, with captions written by its own reader in English and Chinese.",
        "parameters": parameters,
        "options": {"prompt": "scene", "size": 256, "steps": options.steps, "guidance": options.guidance, "layoutGuidance": 1, "candidates": 2, "order": 150, **PREVIEW},
        "figures": figures,
    })
    print(f"{parameters} parameters, {sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(out) for f in fs) / 1e6:.1f} MB in {out}")


if __name__ == "__main__":
    main()
