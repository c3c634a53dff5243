using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MultiModal.Music;

namespace MultiModal.Tests.Page;

/// <summary>A song written out by hand as "pitch length syllable", its ABC, and a plain sine tone of it.</summary>
internal sealed class SampleSong
{
    private const int Rate = 16_000;
    private readonly Beats _pickup;
    private readonly double _qpm;
    private readonly List<Note> _notes = [];
    private readonly List<Beats> _phraseEnds = [];
    private readonly List<ChordSymbol> _chords = [];

    private SampleSong(Beats pickup, double qpm) => (_pickup, _qpm) = (pickup, qpm);

    /// <summary>Gets a hymn for the river poem: common metre in G, 4/4, with a pickup, a melisma and a note tied over a bar line.</summary>
    public static SampleSong River { get; } = new SampleSong(1, 96) { Key = new Key(PitchStep.G, 0, Mode.Major) }
        .Phrase("D4 1 The, G4 1 riv-, A4 1 -er, B4 1 keeps, D5 1 the, B4 1 eve-, A4 1 -ning, G4 2 light")
        .Phrase("G4 1 a, E4 1 while, G4 1 when, A4 1/2 it, B4 1/2 _, D4 1 is, D4 3 gone")
        .Phrase("D4 1 and, G4 1 car-, A4 1 -ries, B4 1 it, D5 1 a-, E5 1 -long, D5 1 the, B4 2 night")
        .Phrase("B4 1 to, A4 1 hand, B4 1 it, A4 1 to, F#4 1 the, G4 4 dawn")
        .Harmony("0 G, 5 D, 7 G, 9 C, 13 D, 17 G, 21 C, 23 Em, 25 Am, 29 D, 31 G");

    /// <summary>Gets a setting of Quiet Night Thoughts in C pentatonic, 4/4.</summary>
    public static SampleSong QuietNight { get; } = new SampleSong(0, 72)
        .Phrase("E4 1 床, G4 1 前, A4 1 明, G4 1 月, E4 4 光")
        .Phrase("G4 1 疑, A4 1 是, C5 1 地, A4 1 上, G4 4 霜")
        .Phrase("C5 1 举, D5 1 头, C5 1 望, A4 1 明, G4 4 月")
        .Phrase("E4 1 低, G4 1 头, E4 1 思, D4 1 故, C4 4 乡")
        .Harmony("0 C, 4 Am, 8 F, 12 G, 16 F, 20 C, 24 Am, 26 G, 28 C");

    /// <summary>Gets the key.</summary>
    public Key Key { get; init; } = new(PitchStep.C, 0, Mode.Major);

    /// <summary>Gets the notes, with lyrics.</summary>
    public IReadOnlyList<Note> Notes => _notes;

    /// <summary>Gets the number of syllables.</summary>
    public int SyllableCount => _notes.Count(note => note.Lyrics.Count > 0);

    /// <summary>Returns the score.</summary>
    public Score ToScore(Language language = Language.En) => new()
    {
        Title = "A sample",
        Language = language,
        Pickup = _pickup,
        Tempos = [new TempoMark(0, _qpm)],
        Meters = [new MeterMark(0, new TimeSignature(4, 4))],
        Keys = [new KeyMark(0, Key)],
        Chords = _chords,
        PhraseEnds = _phraseEnds,
        Parts = [new Part { Id = "melody", Name = "Melody", Notes = _notes }],
    };

    /// <summary>Returns the song in ABC: eighths as the unit, one line of music a phrase.</summary>
    public string ToAbc(string title)
    {
        StringBuilder abc = new();
        abc.Append(CultureInfo.InvariantCulture, $"X:1\nT:{title}\nM:4/4\nL:1/8\nQ:1/4={_qpm}\nK:{Key.Tonic}\n");
        StringBuilder music = new();
        StringBuilder words = new("w:");
        foreach (Note note in _notes)
        {
            words.Append(note.Lyrics.Count == 0 ? " _" : note.Lyrics[0].Syllabic is Syllabic.Begin or Syllabic.Middle ? $" {note.Lyrics[0].Text}-" : $" {note.Lyrics[0].Text}");
            for (Beats at = note.Onset, end = note.Onset + note.Duration; at < end;)
            {
                Beats barLine = _pickup + (new Beats(4) * ((at - _pickup).FloorDivide(4) + 1));
                Beats stop = Beats.Min(end, barLine);
                music.Append(ToAbc(note.Pitch)).Append(((stop - at) * 2).Numerator).Append(stop < end ? "-" : string.Empty).Append(stop == barLine ? " | " : " ");
                words.Append(stop < end ? " _" : string.Empty);
                at = stop;
            }

            if (_phraseEnds.Contains(note.Onset + note.Duration))
            {
                abc.Append(music).Append('\n').Append(words).Append('\n');
                music.Clear();
                words.Clear().Append("w:");
            }
        }

        return abc.ToString();
    }

    /// <summary>Returns the melody as a mono WAV of sine tones, with a second of silence after it.</summary>
    public byte[] ToWav()
    {
        double length = _notes[^1].Onset.ToDouble() + _notes[^1].Duration.ToDouble();
        short[] samples = new short[(int)(((length * 60 / _qpm) + 1) * Rate)];
        foreach (Note note in _notes)
        {
            int from = (int)(note.Onset.ToDouble() * 60 / _qpm * Rate);
            int count = (int)(note.Duration.ToDouble() * 60 / _qpm * Rate);
            double frequency = 440 * Math.Pow(2, (note.Pitch.Midi - 69) / 12.0);
            for (int i = 0; i < count; i++)
            {
                double envelope = Math.Min(1, i / 400.0) * Math.Exp(-2.2 * i / count);
                samples[from + i] = (short)(9000 * envelope * Math.Sin(2 * Math.PI * frequency * i / Rate));
            }
        }

        byte[] wav = new byte[44 + (2 * samples.Length)];
        "RIFF"u8.CopyTo(wav);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(4), wav.Length - 8);
        "WAVEfmt "u8.CopyTo(wav.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(28), 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(34), 16);
        "data"u8.CopyTo(wav.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(wav.AsSpan(40), 2 * samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(wav.AsSpan(44 + (2 * i)), samples[i]);
        }

        return wav;
    }

    private static string ToAbc(Pitch pitch) => pitch.Octave >= 5 ? pitch.Step.ToString().ToLowerInvariant() : pitch.Step.ToString();

    private SampleSong Phrase(string notes)
    {
        foreach (string[] note in notes.Split(", ").Select(text => text.Split(' ')))
        {
            Assert.True(Beats.TryParse(note[1], out Beats duration), note[1]);
            string syllable = note[2].Trim('-');
            Syllabic place = (note[2][0] == '-', note[2][^1] == '-') switch
            {
                (false, true) => Syllabic.Begin,
                (true, true) => Syllabic.Middle,
                (true, false) => Syllabic.End,
                _ => Syllabic.Single,
            };
            _notes.Add(new Note
            {
                Onset = _notes.Count == 0 ? Beats.Zero : _notes[^1].Onset + _notes[^1].Duration,
                Duration = duration,
                Pitch = new Pitch(Enum.Parse<PitchStep>(note[0][..1]), note[0][1] == '#' ? 1 : 0, note[0][^1] - '0'),
                Lyrics = syllable == "_" ? [] : [new Lyric(syllable, place)],
            });
        }

        _phraseEnds.Add(_notes[^1].Onset + _notes[^1].Duration);
        return this;
    }

    private SampleSong Harmony(string chords)
    {
        _chords.AddRange(chords.Split(", ").Select(text => text.Split(' ')).Select(chord => new ChordSymbol(
            int.Parse(chord[0], CultureInfo.InvariantCulture),
            Enum.Parse<PitchStep>(chord[1][..1]),
            0,
            chord[1].EndsWith('m') ? ChordQuality.Minor : ChordQuality.Major)));
        return this;
    }
}
