namespace MultiModal.Music.Melody.Model;

/// <summary>A note already written, in the classes of a <see cref="NoteVocabulary"/>.</summary>
/// <param name="Gap">Class of the rest before it.</param>
/// <param name="Duration">Class of its length.</param>
/// <param name="Pitch">Class of its pitch.</param>
/// <param name="Syllable">The syllable it carries.</param>
/// <param name="IsFresh">True when the syllable begins with it; false inside a melisma.</param>
/// <param name="Bar">The bar in which the note before it ended.</param>
public readonly record struct ModelNote(int Gap, int Duration, int Pitch, int Syllable, bool IsFresh, int Bar);

/// <summary>The notes so far: a shared head and a tail of one's own, so that rival continuations do not copy the song.</summary>
/// <param name="Head">What is settled.</param>
/// <param name="Tail">What this continuation adds.</param>
public readonly record struct NoteHistory(IReadOnlyList<ModelNote> Head, IReadOnlyList<ModelNote> Tail)
{
    /// <summary>Gets the number of notes.</summary>
    public int Count => Head.Count + Tail.Count;

    /// <summary>Gets a note.</summary>
    public ModelNote this[int index] => index < Head.Count ? Head[index] : Tail[index - Head.Count];
}
