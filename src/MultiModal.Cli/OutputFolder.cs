using System.Globalization;
using System.Text;
using MultiModal.Engine.Pieces;
using MultiModal.Engine.Planning;

namespace MultiModal.Cli;

/// <summary>Chooses the folder of a piece when the person does not.</summary>
internal static class OutputFolder
{
    private const string Parent = "pieces";
    private const int MaxSlug = 40;

    /// <summary>Returns <c>pieces/TITLE</c>; where another piece already lies there, <c>pieces/TITLE-2</c> and so on. The same request takes its own place again.</summary>
    public static string Choose(Plan plan)
    {
        string slug = Slug(PieceFolder.TitleOf(plan.Brief));
        byte[] request = PlanFile.Write(plan);
        for (int number = 1; ; number++)
        {
            string folder = Path.Combine(Parent, number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}"));
            if (!Path.Exists(folder) || IsSame(folder, request))
            {
                return folder;
            }
        }
    }

    /// <summary>Refuses to put a piece in the place of one made from another text.</summary>
    /// <exception cref="BadInputException">Another poem's piece lies there.</exception>
    public static void EnsureNoOtherPoem(string folder, Plan plan)
    {
        if (!File.Exists(PieceFolder.ManifestPath(folder)))
        {
            return;
        }

        Piece there = PieceFolder.Read(folder);
        if (there.Request.Brief.Text != plan.Brief.Text)
        {
            throw new BadInputException($"'{folder}' holds another piece, '{there.Title}'; give another folder with --out, or delete that one.");
        }
    }

    /// <summary>Makes a file name of a title: letters and digits of any script, the rest as single hyphens.</summary>
    public static string Slug(string title)
    {
        StringBuilder slug = new();
        foreach (Rune rune in title.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length >= MaxSlug)
            {
                break;
            }
        }

        string text = slug.ToString().Trim('-');
        bool isDevice = text is "con" or "prn" or "aux" or "nul" || (text.Length == 4 && (text.StartsWith("com", StringComparison.Ordinal) || text.StartsWith("lpt", StringComparison.Ordinal)));
        return text.Length == 0 ? "piece" : isDevice ? "piece-" + text : text;
    }

    private static bool IsSame(string folder, byte[] request)
    {
        try
        {
            return PlanFile.Write(PieceFolder.Read(folder).Request).AsSpan().SequenceEqual(request);
        }
        catch (BadInputException)
        {
            return false;
        }
    }
}
