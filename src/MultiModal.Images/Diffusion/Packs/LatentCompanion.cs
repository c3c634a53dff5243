namespace MultiModal.Images.Diffusion.Packs;

/// <summary>What a model sees in further channels beside the noisy latents.</summary>
public enum LatentCompanion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A mask (one channel) and the latents of the picture without what is masked (inpainting models: 9 channels where latents have 4).</summary>
    MaskedPicture,

    /// <summary>The latents of a whole picture, a layout or one to be edited (InstructPix2Pix: 8 channels where latents have 4).</summary>
    Picture,
}
