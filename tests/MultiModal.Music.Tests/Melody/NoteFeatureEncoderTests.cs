using System.Text.Json;
using MultiModal.Music.Melody.Model;

namespace MultiModal.Music.Tests.Melody;

public sealed class NoteFeatureEncoderTests
{
    /// <summary>The expected rows come from the Python that trained the model (models/training/melody/fixture.py).</summary>
    [Fact]
    public void Rows_are_those_of_the_training_script_column_by_column()
    {
        NoteVocabulary vocabulary = NoteVocabulary.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "melody-lstm", "config.json")));
        using JsonDocument fixture = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Melody", "Fixtures", "feature-rows.json")));
        int[][] syllables = Read(fixture, "syllables"), notes = Read(fixture, "notes"), rows = Read(fixture, "rows");
        SungText text = new(
            [.. syllables.Select(s => new SungSyllable(s[0], 0, s[1] == 1, s[2] == 1, s[3], s[4]))],
            [.. syllables.Select((s, i) => (Line: s[4], i)).GroupBy(pair => pair.Line).Select(group => new SyllableRange(group.Min(pair => pair.i), group.Max(pair => pair.i) + 1))]);
        NoteFeatureEncoder encoder = new(vocabulary, text, new TimeSignature(3, 4), "major", 92, valence: null);

        List<ModelNote> written = [];
        int[] row = new int[vocabulary.Features.Count];
        for (int i = 0; i < notes.Length; i++)
        {
            int[] note = notes[i];
            encoder.Encode(row, new NoteHistory(written, []), note[3], note[4] == 1, note[5], note[6]);
            for (int column = 0; column < row.Length; column++)
            {
                Assert.True(rows[i][column] == row[column], $"note {i}, {vocabulary.Features[column].Name}: expected {rows[i][column]}, found {row[column]}");
            }

            ModelNote settled = new(note[0], note[1], note[2], note[3], note[4] == 1, note[5]);
            encoder.Settle(i, settled);
            written.Add(settled);
        }
    }

    [Fact]
    public void A_damaged_configuration_makes_the_provider_unavailable()
    {
        Assert.Throws<ProviderUnavailableException>(() => NoteVocabulary.Parse("{ \"format\": 1 }"u8));
        Assert.Throws<ProviderUnavailableException>(() => NoteVocabulary.Parse("not json"u8));
    }

    private static int[][] Read(JsonDocument fixture, string name) =>
        [.. fixture.RootElement.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(item => item.GetInt32()).ToArray())];
}
