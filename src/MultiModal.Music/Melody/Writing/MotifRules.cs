using MultiModal.Music.Melody.Planning;

namespace MultiModal.Music.Melody.Writing;

/// <summary>Holds a phrase to the one it takes up: its rhythm, and its line of steps, repeated or moved to another degree.</summary>
internal sealed class MotifRules
{
    private readonly Phrase _phrase;
    private readonly Scale _scale;
    private readonly List<List<WrittenNote>> _model = [];
    private readonly bool _sameCadence;
    private readonly bool _isContrast;

    public MotifRules(Phrase phrase, Scale scale, SongDraft draft)
    {
        (_phrase, _scale) = (phrase, scale);
        if (phrase.Model < 0)
        {
            return;
        }

        int first = draft.FirstSyllableOf(phrase.Model), origin = draft.OriginOf(phrase.Model);
        foreach (WrittenNote note in draft.NotesOf(phrase.Model))
        {
            while (_model.Count <= note.Syllable - first)
            {
                _model.Add([]);
            }

            _model[note.Syllable - first].Add(note with { Onset = note.Onset - origin });
        }

        // A line that should contrast may take up the motif on another step, but not walk in the same footsteps.
        _isContrast = phrase.Likeness < 0.4;
        _sameCadence = phrase.Likeness >= 0.9 && phrase.Cadence is not Cadence.Final;
        Rhythm = [.. _model.Select(notes => new SyllableTime(notes[0].Onset, notes.Sum(note => note.Duration)))];
    }

    /// <summary>Gets the rhythm of the phrase taken up, or null.</summary>
    public IReadOnlyList<SyllableTime>? Rhythm { get; }

    /// <summary>Returns the value of singing a syllable on several notes, or on one.</summary>
    public double Melisma(int syllable, bool isMelisma)
    {
        if (syllable >= _model.Count)
        {
            return 0;
        }

        bool had = _model[syllable].Count > 1;
        return _phrase.Likeness * (had == isMelisma ? (had ? 2.2 : 0) : -1.2);
    }

    /// <summary>Returns the value of a pitch.</summary>
    public double Pitch(in NotePlace place, int syllable, IReadOnlyList<WrittenNote> before, int midi)
    {
        if (syllable >= _model.Count)
        {
            return 0;
        }

        double weight = _phrase.Likeness * (_sameCadence || place.Progress < 0.65 ? 1 : place.Progress < 0.85 ? 0.5 : 0.2);
        List<WrittenNote> model = _model[syllable];
        int index = place.IsMelisma ? Math.Min(1, model.Count - 1) : 0;
        int wanted = _scale.Step(model[index].Midi) + _phrase.Shift;
        if (before.Count == 0)
        {
            return weight * (_scale.Step(midi) == wanted ? 1.8 : -0.25 * Math.Min(4, Math.Abs(_scale.Step(midi) - wanted)));
        }

        WrittenNote? earlier = index > 0 ? model[index - 1] : syllable > 0 ? _model[syllable - 1][^1] : null;
        if (earlier is not { } from)
        {
            return 0;
        }

        int step = _scale.Step(midi) - _scale.Step(before[^1].Midi);
        int modelStep = _scale.Step(model[index].Midi) - _scale.Step(from.Midi);
        if (_isContrast && place.Progress > 0.2 && midi == model[index].Midi && before[^1].Midi == from.Midi)
        {
            return -1.4;
        }

        double value = step == modelStep ? 1.5 : Math.Sign(step) == Math.Sign(modelStep) ? 0.3 : -0.5;
        return weight * (value + (_phrase.Shift == 0 && _scale.Step(midi) == wanted ? 0.9 : 0));
    }
}
