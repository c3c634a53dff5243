"""The noise schedule that the model is trained with, as scheduler_config.json states it: scaled-linear betas brought to zero terminal
signal-to-noise ratio (Lin et al. 2024, algorithm 1), v-prediction, trailing timesteps."""
import torch

CONFIG = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "prediction_type": "v_prediction",
          "rescale_betas_zero_snr": True, "timestep_spacing": "trailing", "steps_offset": 1, "clip_sample": False, "set_alpha_to_one": True}


def alphas_cumprod():
    betas = torch.linspace(CONFIG["beta_start"] ** 0.5, CONFIG["beta_end"] ** 0.5, CONFIG["num_train_timesteps"], dtype=torch.float64) ** 2
    root = torch.cumprod(1 - betas, 0).sqrt()
    root = (root - root[-1]) * root[0] / (root[0] - root[-1])
    return root.square().float()


def sample_ddim(model, noise, steps, batch_inputs):
    """Deterministic DDIM over trailing timesteps; `model(x, t)` returns guided v. For looking and measuring only."""
    table = alphas_cumprod()
    times = [round(1000 - i * 1000 / steps) - 1 for i in range(steps)]
    x = noise
    for i, t in enumerate(times):
        a = table[t]
        v = model(x, torch.tensor([float(t)]))
        clean = a.sqrt() * x - (1 - a).sqrt() * v
        eps = a.sqrt() * v + (1 - a).sqrt() * x
        b = table[times[i + 1]] if i + 1 < steps else torch.tensor(1.0)
        x = b.sqrt() * clean + (1 - b).sqrt() * eps
    return x
