using MultiModal.Images.Diffusion.Packs;

namespace MultiModal.Benchmarks.Diffusion;

/// <summary>The same calls that a paint makes, as bare runs: text encoders, encoder, denoiser, decoder.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly List<(BareModel Model, int Times)> _calls = [];
    private readonly List<(string Path, Func<string, int[], long[]> ShapeOf, int Times)> _graphs = [];

    /// <summary>Initializes a new instance of the <see cref="BareLoop"/> class.</summary>
    /// <param name="pack">The model.</param>
    /// <param name="side">The side of the picture in pixels.</param>
    /// <param name="steps">Denoiser evaluations.</param>
    /// <param name="rows">Rows of one evaluation.</param>
    /// <param name="threads">Threads of one run.</param>
    public BareLoop(DiffusionInspection pack, int side, int steps, int rows, int threads)
    {
        int latent = side / (pack.Vae!.SpatialFactor ?? 8);
        int context = pack.ContextLength ?? 77;
        foreach (DiffusionPart part in pack.Parts)
        {
            int times = part.Name switch
            {
                "vae_decoder" => 1,
                "vae_encoder" => pack.Companion == LatentCompanion.None ? 0 : 1,
                "unet" or "transformer" => steps,
                _ => Math.Min(rows, 2), // the prompt, and the negative prompt under guidance
            };
            if (times > 0)
            {
                _calls.Add((new BareModel(part.Header.Path, threads, (name, own) => Shape(part.Name, name, own)), times));
                _graphs.Add((part.Header.Path, (name, own) => Shape(part.Name, name, own), times));
            }
        }

        long[] Shape(string part, string name, int[] own) => (part, name) switch
        {
            (_, "input_ids") => [1, context],
            (_, "encoder_hidden_states") => [rows, context, own[2]],
            (_, "timestep") => own.Length == 0 ? [] : [own[0] > 0 ? own[0] : rows],
            ("vae_decoder", _) => [1, own[1] > 0 ? own[1] : 4, latent, latent],
            ("vae_encoder", _) => [1, 3, side, side],
            _ when own.Length == 4 => [rows, own[1] > 0 ? own[1] : 4, latent, latent],
            _ => [rows, .. own.Skip(1).Select(size => (long)size)],
        };
    }

    /// <summary>Makes every call and returns the milliseconds within <c>session.Run</c>.</summary>
    public double Run() => _calls.Sum(call => call.Model.Run(call.Times));

    /// <summary>Returns the floating-point operations of all the calls together.</summary>
    public double CountFlops() => _graphs.Sum(graph => graph.Times * GraphWork.Flops(graph.Path, graph.ShapeOf));

    /// <inheritdoc/>
    public void Dispose() => _calls.ForEach(call => call.Model.Dispose());
}
