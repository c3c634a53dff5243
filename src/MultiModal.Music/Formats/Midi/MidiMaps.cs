using MultiModal.Music.Scores;
using MultiModal.Music.Theory;

namespace MultiModal.Music.Formats.Midi;

/// <summary>The tempo, metre and key maps of a MIDI file.</summary>
internal sealed class MidiMaps
{
    private static readonly Beats Near = new(1, 8);

    private MidiMaps(Beats pickup, IReadOnlyList<TempoMark> tempos, IReadOnlyList<MeterMark> meters, IReadOnlyList<KeyMark> keys)
    {
        Pickup = pickup;
        Tempos = tempos;
        Meters = meters;
        Keys = keys;
    }

    public Beats Pickup { get; }

    public IReadOnlyList<TempoMark> Tempos { get; }

    public IReadOnlyList<MeterMark> Meters { get; }

    /// <summary>Gets the keys; empty when the file names none.</summary>
    public IReadOnlyList<KeyMark> Keys { get; }

    public static MidiMaps Of(MidiFile file, Warnings warnings)
    {
        (MidiMetaEvent Meta, int Order)[] metas =
        [
            .. file.Tracks.SelectMany(track => track.Metas).Select((meta, order) => (meta, order)).OrderBy(item => item.meta.Tick).ThenBy(item => item.order),
        ];
        List<TempoMark> tempos = [];
        List<MeterMark> meters = [];
        List<KeyMark> keys = [];
        foreach ((MidiMetaEvent meta, _) in metas)
        {
            ReadOnlySpan<byte> data = meta.Data.Span;
            switch (meta.Type)
            {
                case MidiMeta.Tempo when data.Length >= 3:
                    Put(tempos, mark => mark.Onset, new TempoMark(Place(meta.Tick, file), Qpm((data[0] << 16) | (data[1] << 8) | data[2], warnings)));
                    break;
                case MidiMeta.TimeSignature when data.Length >= 2:
                    if (data[1] > 6 || !ScoreRules.IsTimeSignature(data[0], 1 << data[1]))
                    {
                        warnings.Add("A time signature of the MIDI file is none; it was left out.");
                        break;
                    }

                    Put(meters, mark => mark.Onset, new MeterMark(AtBarLine(meters, meta.Tick, file), new TimeSignature(data[0], 1 << data[1])));
                    break;
                case MidiMeta.KeySignature when data.Length >= 2:
                    if ((sbyte)data[0] is < -7 or > 7)
                    {
                        warnings.Add("A key signature of the MIDI file is none; it was left out.");
                        break;
                    }

                    Put(keys, mark => mark.Onset, new KeyMark(Place(meta.Tick, file), KeySignatures.KeyOf((sbyte)data[0], data[1] == 1 ? Mode.Minor : Mode.Major)));
                    break;
                case MidiMeta.Text when TryKey(TextBytes.Decode(data), out Key key):
                    Put(keys, mark => mark.Onset, new KeyMark(Place(meta.Tick, file), key));
                    break;
            }
        }

        Beats pickup = TakePickup(meters);
        return new MidiMaps(
            pickup,
            AtStart(tempos, mark => mark.Onset, new TempoMark(0, 120), mark => mark.Qpm),
            AtStart(meters, mark => mark.Onset, new MeterMark(0, new TimeSignature(4, 4)), mark => mark.Time),
            keys.Count == 0 ? [] : AtStart(keys, mark => mark.Onset, keys[0] with { Onset = 0 }, mark => mark.Key));
    }

    /// <summary>Returns a place on a grid that can be written.</summary>
    public static Beats Place(long tick, MidiFile file)
    {
        Beats place = new(tick, file.Resolution);
        return TimeGrid.IsWritable(place) ? place : Beats.FromDouble(place.ToDouble(), 16);
    }

    private static Beats AtBarLine(List<MeterMark> meters, long tick, MidiFile file)
    {
        Beats place = Place(tick, file);
        (Beats start, Beats bar) = meters.Count == 0 ? (Beats.Zero, new Beats(4)) : (meters[^1].Onset, meters[^1].Time.Bar);
        Beats line = start + (bar * (place - start + (bar / 2)).FloorDivide(bar));
        return (line > place ? line - place : place - line) <= Near ? line : place;
    }

    private static double Qpm(int microseconds, Warnings warnings)
    {
        double qpm = 60_000_000.0 / Math.Max(1, microseconds);
        if (qpm is < 20 or > 400)
        {
            warnings.Add("A tempo of the MIDI file is outside 20 to 400 quarter notes a minute; it was brought within.");
            return Math.Clamp(qpm, 20, 400);
        }

        // Files count whole microseconds: the plainest tempo that gives the same number is the one meant.
        for (int digits = 0; digits < 6; digits++)
        {
            double plain = Math.Round(qpm, digits);
            if (plain is >= 20 and <= 400 && (int)Math.Round(60_000_000 / plain, MidpointRounding.AwayFromZero) == microseconds)
            {
                return plain;
            }
        }

        return qpm;
    }

    private static bool TryKey(string text, out Key key)
    {
        key = default;
        if (!text.StartsWith(MidiTexts.Key, StringComparison.Ordinal))
        {
            return false;
        }

        string[] words = text[MidiTexts.Key.Length..].Split(' ');
        if (words.Length != 2 || words[0].Length is < 1 or > 2 || !Enum.TryParse(words[1], ignoreCase: true, out Mode mode) || !Enum.IsDefined(mode) || char.IsAsciiDigit(words[1][0]))
        {
            return false;
        }

        int alter = words[0].Length == 1 ? 0 : words[0][1] switch { '#' => 1, 'b' => -1, _ => 2 };
        if (alter == 2 || !Enum.TryParse(words[0][..1], out PitchStep step) || !Enum.IsDefined(step) || char.IsAsciiDigit(words[0][0]))
        {
            return false;
        }

        key = new Key(step, alter, mode);
        return key.Fifths is >= -7 and <= 7;
    }

    /// <summary>A first bar with a shorter time signature of its own is a pickup.</summary>
    private static Beats TakePickup(List<MeterMark> meters)
    {
        if (meters.Count < 2 || meters[0].Onset != Beats.Zero || meters[1].Onset != meters[0].Time.Bar || meters[0].Time.Bar >= meters[1].Time.Bar)
        {
            return Beats.Zero;
        }

        Beats pickup = meters[1].Onset;
        meters.RemoveAt(0);
        meters[0] = meters[0] with { Onset = Beats.Zero };
        return pickup;
    }

    private static void Put<T>(List<T> marks, Func<T, Beats> onset, T mark)
    {
        if (marks.Count > 0 && onset(marks[^1]) >= onset(mark))
        {
            marks[^1] = mark;
        }
        else
        {
            marks.Add(mark);
        }
    }

    private static List<T> AtStart<T, TValue>(List<T> marks, Func<T, Beats> onset, T first, Func<T, TValue> value)
    {
        if (marks.Count == 0 || onset(marks[0]) > Beats.Zero)
        {
            marks.Insert(0, first);
        }

        List<T> changes = [];
        foreach (T mark in marks)
        {
            if (changes.Count == 0 || !EqualityComparer<TValue>.Default.Equals(value(changes[^1]), value(mark)))
            {
                changes.Add(mark);
            }
        }

        return changes;
    }
}
