using MultiModal.Music.Harmony;
using MultiModal.Music.Scores;
using MultiModal.Text;
using MultiModal.Tools;

namespace MultiModal.Music.Arranging;

/// <summary>
/// The built-in arranger: it takes the chords of a lead sheet (or finds some), leads their voices below the melody, and lets an
/// ensemble play them in a pattern that suits metre, tempo and mood.
/// </summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public sealed class Accompanist : IScoreArranger
{
    /// <inheritdoc/>
    public ProviderInfo Info { get; } = new()
    {
        Id = "accompanist",
        Description = "Built-in arranger: voice-led accompaniment for piano, guitar, strings, folk and Chinese ensembles.",
        Order = 100,
        Version = 1,
    };

    /// <summary>Gets the names of the ensembles.</summary>
    public static IReadOnlyList<string> Ensembles { get; } = [.. Ensemble.All.Select(ensemble => ensemble.Name)];

    /// <inheritdoc/>
    /// <remarks>The first part is the melody; other parts give way to the accompaniment.</remarks>
    /// <exception cref="BadInputException">The score breaks a rule, has no melody, or names an unknown ensemble.</exception>
    public Task<ArrangementResponse> ArrangeAsync(Score melody, ArrangementOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(melody);
        options ??= new ArrangementOptions();
        return Task.Run(() => Arrange(melody, options, cancellationToken), cancellationToken);
    }

    private static ArrangementResponse Arrange(Score melody, ArrangementOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Bar> bars = BarLines.Of(melody);
        Part lead = melody.Parts[0];
        if (lead.Notes.Count == 0)
            throw new BadInputException($"The score '{melody.Title}' has no melody to accompany: its first part is empty.");

        Mood mood = options.Mood ?? MoodOf(melody);
        Ensemble ensemble = options.Ensemble is { } name ? Ensemble.Named(name) : Ensemble.For(melody, mood);
        IReadOnlyList<ChordSymbol> chords = melody.Chords.Count > 0
            ? melody.Chords
            : LeadSheetHarmonizer.Harmonize(lead.Notes, melody.Keys[0].Key, melody.Meters[0].Time, melody.Pickup, []);
        List<HarmonySpan> spans = HarmonyPlan.Of(melody, bars, chords);
        HarmonyPlan.MarkFinal(spans, lead.Notes[^1]);
        bool chinese = ensemble.Name == "chinese";
        Song song = new(melody, bars, spans, mood, new MelodyLine(lead.Notes), chinese);
        SeededRandom random = new(options.Seed);
        List<Part> parts = [lead with { Program = Ensemble.LeadProgram(lead), IsPercussion = false, Pan = 0 }];
        foreach (Player player in ensemble.Players)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Part part = Play(song, player, chinese, random.Fork(player.Id));
            if (part.Notes.Count > 0)
                parts.Add(WithOwnId(part, parts));
        }

        Score score = melody with { Chords = chords, Parts = parts };
        ArrangementOptions resolved = options with { Ensemble = ensemble.Name, Mood = mood };
        return new ArrangementResponse(score, resolved);
    }

    private static Part Play(Song song, Player player, bool chinese, SeededRandom random)
    {
        Dynamics dynamics = new(song.Score, song.End, song.Mood.Arousal, random.Fork("dynamics"));
        Strokes strokes = new(player, dynamics);
        switch (player.Role)
        {
            case Role.Figure:
                Figure();
                break;
            case Role.TwoHands:
                Figure();
                new BassPlayer(song, strokes, random.Fork("bass")).Play();
                break;
            case Role.Bass:
                new BassPlayer(song, strokes, random).Play();
                break;
            case Role.Pad or Role.GuideTone:
                new HeldPlayer(song, strokes, player.Role == Role.GuideTone).Play();
                break;
            case Role.Doubling:
                new DoublingPlayer(song, strokes, dynamics).Play();
                break;
            default:
                new PercussionPlayer(song, strokes, dynamics, chinese).Play();
                break;
        }

        return strokes.ToPart();

        void Figure()
        {
            Texture texture = Texture.For(player, song.Score.Meters[0].Time, song.Qpm, song.Mood, random.Fork("texture"));
            new FigurePlayer(song, strokes, texture, dynamics, random.Fork("figure")).Play();
        }
    }

    /// <summary>Returns the mood that mode and tempo suggest when nobody names one.</summary>
    private static Mood MoodOf(Score score)
    {
        bool minor = score.Keys[0].Key.Mode is Mode.Minor or Mode.Dorian or Mode.Phrygian;
        return Mood.At(minor ? -0.35 : 0.25, Math.Clamp((score.Tempos[0].Qpm - 92) / 80, -0.6, 0.6));
    }

    private static Part WithOwnId(Part part, List<Part> others)
    {
        string id = part.Id;
        for (int n = 2; others.Exists(other => other.Id == id); n++)
            id = FormattableString.Invariant($"{part.Id}-{n}");

        return part with { Id = id };
    }
}
