using System.Numerics.Tensors;
using MultiModal.Images.Ranking;

namespace MultiModal.Images.Measuring;

/// <summary>Measures a set of pictures one after the other by a model of the agreement of pictures and words. Not thread-safe.</summary>
public sealed class PictureSetMeter(AgreementModel model)
{
    private readonly Dictionary<string, float[]> _textFeatures = new(StringComparer.Ordinal);
    private readonly List<float[]> _features = [];
    private readonly List<PictureWords?> _words = [];
    private readonly List<double> _agreements = [];
    private readonly List<double> _firsts = [];

    /// <summary>Adds a picture.</summary>
    /// <param name="picture">The pixels; they are not kept.</param>
    /// <param name="words">What it says of itself; null when it says nothing.</param>
    /// <param name="cancellationToken">Stops the models.</param>
    public void Add(Picture picture, PictureWords? words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        float[] features = model.PictureFeatures(picture, cancellationToken);
        if (words is not null)
        {
            double Cosine(string caption) => TensorPrimitives.Dot<float>(features, TextFeatures(caption, words.Style, cancellationToken));
            double own = Cosine(words.Caption);
            _agreements.Add(own);
            _firsts.Add(DistractorCaptions.For(words.Caption).Where(caption => caption != words.Caption).All(caption => Cosine(caption) < own) ? 1 : 0);
        }

        _features.Add(features);
        _words.Add(words);
    }

    /// <summary>Returns the measures of the pictures added so far, at least one.</summary>
    public PictureSetMeasures Measure(CancellationToken cancellationToken = default)
    {
        FeatureSet set = new(_features);
        return new PictureSetMeasures
        {
            Pictures = set.Count,
            WithWords = _agreements.Count,
            Agreement = _agreements.Count == 0 ? null : Estimate.OfMean(_agreements),
            RankedFirst = _firsts.Count == 0 ? null : Estimate.OfMean(_firsts),
            Distractors = DistractorCaptions.Count,
            Spread = set.Count < 2 ? null : FeatureSpread.Of(set, cancellationToken),
            SpreadOfSameWords = SpreadOfSameWords(cancellationToken),
            Features = set,
        };
    }

    private Estimate? SpreadOfSameWords(CancellationToken cancellationToken)
    {
        Estimate[] groups = [.. Enumerable.Range(0, _words.Count)
            .Where(i => _words[i] is not null)
            .GroupBy(i => _words[i]!)
            .Where(group => group.Count() > 1)
            .Select(group => FeatureSpread.Of(new FeatureSet([.. group.Select(i => _features[i])]), cancellationToken))];
        return groups.Length switch
        {
            0 => null,
            1 => groups[0] with { Count = 1 },
            _ => Estimate.OfMean([.. groups.Select(group => group.Value)]),
        };
    }

    private float[] TextFeatures(string caption, string style, CancellationToken cancellationToken)
    {
        string words = model.WordsFor(new PictureRequest { Scene = new Scene { Caption = caption } }, style);
        if (!_textFeatures.TryGetValue(words, out float[]? features))
        {
            _textFeatures.Add(words, features = model.TextFeatures(words, cancellationToken));
        }

        return features;
    }
}
