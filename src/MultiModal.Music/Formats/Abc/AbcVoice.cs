using System.Globalization;
using MultiModal.Music.Scores;

namespace MultiModal.Music.Formats.Abc;

/// <summary>A voice of the file: one for each voice of each part.</summary>
/// <param name="Id">The name in <c>V:</c> fields.</param>
/// <param name="Part">The part it belongs to.</param>
/// <param name="Voice">Its notes on paper.</param>
/// <param name="Writer">Writes its music.</param>
/// <param name="IsHeld">For each verse whether a melisma is under way.</param>
internal sealed record AbcVoice(string Id, Part Part, NotatedVoice Voice, AbcVoiceWriter Writer, bool[] IsHeld)
{
    /// <summary>Gets a value indicating whether it is the first voice of its part.</summary>
    public bool IsFirst { get; private init; }

    /// <summary>Gets a value indicating whether it is the first voice of its staff.</summary>
    public bool IsFirstOfStaff { get; private init; }

    public static List<AbcVoice> Of(Notation notation)
    {
        List<AbcVoice> voices = [];
        for (int part = 0; part < notation.Parts.Count; part++)
        {
            NotatedPart notated = notation.Parts[part];
            int verses = notated.Part.Notes.SelectMany(note => note.Lyrics).Select(lyric => lyric.Verse).DefaultIfEmpty(0).Max();
            for (int voice = 0; voice < notated.Voices.Count; voice++)
            {
                string id = voice == 0
                    ? string.Create(CultureInfo.InvariantCulture, $"P{part + 1}")
                    : string.Create(CultureInfo.InvariantCulture, $"P{part + 1}v{voice + 1}");
                AbcVoiceWriter writer = new(notation, notated.Voices[voice], notated.IsFirstOfStaff(voice), part == 0 && voice == 0);
                voices.Add(new AbcVoice(id, notated.Part, notated.Voices[voice], writer, new bool[verses]) { IsFirst = voice == 0, IsFirstOfStaff = notated.IsFirstOfStaff(voice) });
            }
        }

        return voices;
    }
}
