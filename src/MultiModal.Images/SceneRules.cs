using System.Globalization;

namespace MultiModal.Images;

/// <summary>Checks scenes that people wrote or changed by hand.</summary>
internal static class SceneRules
{
    private const int MaxSubjects = 64;
    private const int MaxCaption = 2_000;

    /// <summary>Refuses a scene that no painter could be meant to paint.</summary>
    /// <exception cref="BadInputException">A value is missing, out of range or not in the vocabulary.</exception>
    public static void Check(Scene scene)
    {
        if (scene.Caption is null || scene.Subjects is null || scene.Palette is null || scene.Mood?.Name is null || scene.Subjects.Contains(null!))
        {
            throw new BadInputException("The scene holds null where a value has to be; leave the member out instead.");
        }

        if (scene.Caption.Length > MaxCaption || scene.Subjects.Count > MaxSubjects)
        {
            throw new BadInputException($"A scene has a caption of at most {MaxCaption} characters and at most {MaxSubjects} subjects.");
        }

        foreach (Subject subject in scene.Subjects)
        {
            CheckSubject(subject);
        }

        if (scene.Palette.FirstOrDefault(color => !IsColor(color)) is { } odd)
        {
            throw new BadInputException($"The scene's palette holds '{odd}'; colours are written as #rrggbb.");
        }
    }

    private static void CheckSubject(Subject subject)
    {
        if (subject.Kind is null || !SceneVocabulary.Words.ContainsKey(subject.Kind))
        {
            throw new BadInputException($"The scene holds '{subject.Kind}', which is not in the vocabulary; docs/pictures.md lists what is.");
        }

        if (subject.Count is < 1 or > 99)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The scene holds {subject.Count} of '{subject.Kind}'; there can be 1 to 99."));
        }

        if (!(subject.Scale is >= 0.5 and <= 2))
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"The scene holds '{subject.Kind}' at scale {subject.Scale}; it can be 0.5 to 2."));
        }

        if (subject.Color is not null && !IsColor(subject.Color))
        {
            throw new BadInputException($"The scene colours '{subject.Kind}' with '{subject.Color}'; colours are written as #rrggbb.");
        }
    }

    private static bool IsColor(string? text) => text is ['#', ..] && text.Length == 7 && text.Skip(1).All(char.IsAsciiHexDigit);
}
