using MultiModal.Images.Diffusion.Packs;
using MultiModal.Images.Diffusion.Vae;
using MultiModal.Images.Raster;

namespace MultiModal.Images.Diffusion.Pipelines;

/// <summary>Encodes the pictures of a request: the one to begin from, and those that the model sees beside its noisy latents.</summary>
internal sealed class CompanionWriter(Autoencoder autoencoder, DiffusionInspection pack, DiffusionJob job, WorkPictures pictures, IReadOnlyList<DiffusionNoise> noise)
{
    /// <summary>Writes the companions of every row.</summary>
    /// <param name="denoiser">Takes them.</param>
    /// <param name="cancellationToken">Stops between two nodes of the encoder's graph.</param>
    /// <returns>The latents of the picture to begin from, [B, C, h, w], as the denoiser sees them; null when they are not needed.</returns>
    public float[]? Write(Denoiser denoiser, CancellationToken cancellationToken)
    {
        // Begun from noise, the picture matters only where a mask brings it back at every step.
        bool needsClean = pictures.Init is not null && (job.Strength < 1 || (pictures.HasMask && pack.Companion != LatentCompanion.MaskedPicture));
        if (!needsClean && pictures.Layouts.Count == 0 && pack.Companion != LatentCompanion.MaskedPicture)
        {
            return null;
        }

        using TiledRun encoding = autoencoder.Encoding(job.Latents);
        if (pack.Companion == LatentCompanion.MaskedPicture)
        {
            WriteMasked(denoiser, encoding, cancellationToken);
        }
        else if (pictures.Layouts.Count > 0)
        {
            WriteLayouts(denoiser, encoding, cancellationToken);
        }

        return needsClean ? Draw(Encode(encoding, pictures.Init, null, cancellationToken)) : null;
    }

    private float[] Draw(EncodedPicture encoded)
    {
        float[] clean = new float[checked(job.Images * job.Latents.Length)];
        for (int image = 0; image < job.Images; image++)
        {
            Span<float> latents = clean.AsSpan(image * job.Latents.Length, job.Latents.Length);
            DrawOne(encoded, latents, noise[image].Encode);
        }

        return clean;
    }

    // Mask and masked picture, the same for every variant: 1 where it may change, and the picture with grey in that place.
    private void WriteMasked(Denoiser denoiser, TiledRun encoding, CancellationToken cancellationToken)
    {
        float[] mask = new float[job.Latents.Plane];
        mask.AsSpan().Fill(1);
        if (pictures.HasMask)
        {
            // Whatever part of a latent may change, the latent may; what may not is put back at the end, pixel by pixel.
            mask = [.. pictures.LatentWeights(autoencoder.Factor).Select(weight => weight > 0 ? 1f : 0f)];
        }

        EncodedPicture encoded = Encode(encoding, pictures.Init, mask, cancellationToken);
        for (int row = 0; row < denoiser.Shape.Rows; row++)
        {
            Span<float> companion = denoiser.Companion(row);
            mask.CopyTo(companion);
            int image = row % job.Images;
            if (row == image)
            {
                DrawOne(encoded, companion[mask.Length..], noise[image].EncodeCompanion);
            }
            else
            {
                denoiser.Companion(image)[mask.Length..].CopyTo(companion[mask.Length..]);
            }
        }
    }

    // The most likely latents, not scaled, as InstructPix2Pix was trained; zeros for the variant without a layout.
    private void WriteLayouts(Denoiser denoiser, TiledRun encoding, CancellationToken cancellationToken)
    {
        for (int i = 0; i < pictures.Layouts.Count; i++)
        {
            EncodedPicture encoded = Encode(encoding, pictures.Layouts[i], null, cancellationToken);
            for (int row = 0; row < denoiser.Shape.Rows; row++)
            {
                bool isIts = pictures.Layouts.Count == 1 || row % job.Images == i;
                if (isIts && job.Plan.Variants[row / job.Images].HasLayout)
                {
                    encoded.Mode.Span.CopyTo(denoiser.Companion(row));
                }
            }
        }
    }

    private void DrawOne(EncodedPicture encoded, Span<float> latents, Action<Span<float>> draw)
    {
        if (encoded.IsDistribution)
        {
            draw(latents);
        }

        encoded.Draw(latents);
        autoencoder.ToDenoiser(latents);
    }

    // A null picture is grey all over; what the mask lets change is grey too.
    private EncodedPicture Encode(TiledRun encoding, Picture? picture, float[]? mask, CancellationToken cancellationToken)
    {
        float[] planes = new float[PictureTensor.Length(job.WorkWidth, job.WorkHeight)];
        if (picture is not null)
        {
            PictureTensor.Write(picture, planes);
        }

        if (mask is not null)
        {
            for (int i = 0; i < planes.Length; i++)
            {
                int pixel = i % (job.WorkWidth * job.WorkHeight);
                int latent = (pixel / job.WorkWidth / autoencoder.Factor * job.Latents.Width) + (pixel % job.WorkWidth / autoencoder.Factor);
                planes[i] *= 1 - mask[latent];
            }
        }

        return Autoencoder.Encode(encoding, planes, job.Latents, cancellationToken);
    }
}
