using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MultiModal.Tools;

namespace MultiModal.Page;

/// <summary>The fold-out that says where each part came from.</summary>
internal static class PageProvenance
{
    private const int HashDigitsShown = 12;
    private const int LongestValue = 200;

    /// <summary>Writes it: one entry for each step, in the order of the parts.</summary>
    public static void Write(PageWriter page, PageParts parts)
    {
        PageWords words = parts.Words;
        if (parts.All.Count == 0)
        {
            return;
        }

        page.Raw("<details class=\"making\">\n<summary>").Text(words.Making).Raw("</summary>\n<p>").Text(words.MakingIntro).Raw("</p>\n<ul class=\"parts\">\n");
        foreach (IGrouping<string, ArtifactContent> step in parts.All.GroupBy(part => part.From is null ? part.Artifact.Sha256 : ArtifactRef.Parse(part.From).Step))
        {
            Artifact main = step.First().Artifact;
            page.Raw("<li><h3>").Text(words.Kinds[main.Kind]).Raw("</h3><div>");
            if (main.Provenance is { } provenance)
            {
                WriteOrigin(page, words, provenance);
            }
            else
            {
                page.Raw("<p>").Text(words.Given).Raw("</p>");
            }

            page.Raw("</div></li>\n");
        }

        page.Raw("</ul>\n</details>\n");
    }

    private static void WriteOrigin(PageWriter page, PageWords words, Provenance provenance)
    {
        page.Raw("<p>");
        WriteSentence(page, words.By, provenance.Provider, provenance.Tool);
        page.Raw(" ");
        if (provenance.Model is { } model)
        {
            WriteSentence(page, words.Model, model.Id);
            if (model.WeightsSha256 is { } hash)
            {
                page.Raw(" ");
                WriteSentence(page, words.Weights, hash.Length > HashDigitsShown ? hash[..HashDigitsShown] + "…" : hash);
            }

            if (model.Licence is { } licence)
            {
                page.Raw(" ");
                WriteSentence(page, words.Licence, licence);
            }
        }
        else
        {
            page.Text(words.NoModel);
        }

        page.Raw(" ");
        WriteSentence(page, words.Seed, provenance.Seed.ToString(CultureInfo.InvariantCulture));
        page.Raw("</p>");
        WriteOptions(page, words, provenance.Options);
    }

    private static void WriteOptions(PageWriter page, PageWords words, JsonObject? options)
    {
        if (options is not { Count: > 0 })
        {
            return;
        }

        page.Raw("<dl class=\"options\">");
        foreach ((string name, JsonNode? value) in options)
        {
            string shown = value is JsonValue plain && plain.TryGetValue(out string? text) ? text : value?.ToJsonString(ArtifactJson.Compact) ?? "–";
            page.Raw("<div><dt>").Text(Spaced(name) + words.Separator.TrimEnd()).Raw("</dt><dd><bdi>").Text(HtmlText.CleanLine(shown, LongestValue)).Raw("</bdi></dd></div>");
        }

        page.Raw("</dl>");
    }

    // The names stand apart from the sentence around them, also when they run right to left.
    private static void WriteSentence(PageWriter page, string sentence, params string[] names)
    {
        int at = 0;
        while (sentence.IndexOf('{', at) is >= 0 and int open)
        {
            page.Text(sentence[at..open]).Raw("<bdi>").Text(HtmlText.CleanLine(names[sentence[open + 1] - '0'], LongestValue)).Raw("</bdi>");
            at = open + 3;
        }

        page.Text(sentence[at..]);
    }

    // sampleRateHz → sample rate Hz is too clever; the words are only set apart.
    private static string Spaced(string name)
    {
        StringBuilder words = new(name.Length + 4);
        foreach (char letter in HtmlText.CleanLine(name, 60))
        {
            words.Append(char.IsAsciiLetterUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString());
        }

        return words.ToString();
    }
}
