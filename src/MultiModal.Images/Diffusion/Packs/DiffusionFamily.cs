namespace MultiModal.Images.Diffusion.Packs;

/// <summary>What a diffusion model is conditioned on beside its timestep, which decides the tensors it takes.</summary>
public enum DiffusionFamily
{
    /// <summary>The hidden states of one text encoder (Stable Diffusion 1.x and 2.x, latent consistency models).</summary>
    StableDiffusion,

    /// <summary>Hidden states, a pooled text embedding and the sizes of the training picture (SDXL).</summary>
    StableDiffusionXl,

    /// <summary>Hidden states; trained on straight paths from noise to picture (rectified flow) instead of a noise schedule.</summary>
    FlowMatching,
}
