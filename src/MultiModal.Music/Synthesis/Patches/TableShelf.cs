using MultiModal.Music.Synthesis.Voices;

namespace MultiModal.Music.Synthesis.Patches;

/// <summary>The wave tables of one rendering, each made when its first note comes.</summary>
/// <remarks>Bounded: a patch has at most 43 tables.</remarks>
internal sealed class TableShelf(double sampleRateHz)
{
    private const int SemitonesPerTable = 3;
    private readonly double _sampleRateHz = sampleRateHz;
    private readonly Dictionary<(int Region, Patch Patch), EnsembleTable> _ensembles = new(PatchKeyComparer.Instance);
    private readonly Dictionary<(int Region, Patch Patch), ToneTable> _tones = new(PatchKeyComparer.Instance);

    /// <summary>Returns the loop of an ensemble that is nearest to a pitch.</summary>
    public EnsembleTable Find(EnsemblePatch patch, int midi)
    {
        int region = midi / SemitonesPerTable;
        if (!_ensembles.TryGetValue((region, patch), out EnsembleTable? table))
        {
            table = new EnsembleTable(patch, (region * SemitonesPerTable) + 1, _sampleRateHz);
            _ensembles.Add((region, patch), table);
        }

        return table;
    }

    /// <summary>Returns the period of an instrument for a pitch.</summary>
    public ToneTable Find(TonePatch patch, int midi)
    {
        int region = midi / SemitonesPerTable;
        if (!_tones.TryGetValue((region, patch), out ToneTable? table))
        {
            int middle = (region * SemitonesPerTable) + 1;
            table = new ToneTable(patch, middle, middle + 1.5, _sampleRateHz);
            _tones.Add((region, patch), table);
        }

        return table;
    }
}
