using System.CommandLine;
using System.CommandLine.Parsing;

namespace MultiModal.Cli;

/// <summary>The options that verbs share; each verb adds those it understands.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json") { Description = "One JSON document on standard output, nothing else.", Recursive = true };

    public static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Logs, and stack traces of faults, on standard error.", Recursive = true };

    public static readonly Option<int> Threads = new("--threads") { Description = "Threads that one heavy step may use; 0 takes all processors.", Recursive = true };

    public static readonly Option<string> Device = Words(
        new Option<string>("--device") { Description = "Where models run: auto, cpu, dml, cuda, webgpu or coreml.", Recursive = true, DefaultValueFactory = _ => "auto" },
        "auto", "cpu", "dml", "cuda", "webgpu", "coreml");

    public static Option<ulong> Seed() => new("--seed") { Description = "The seed: the same brief and seed give the same bytes." };

    public static Option<string?> Out() => new("--out") { Description = "The piece folder; left out, pieces/TITLE." };

    public static Option<string> Language() => Words(new Option<string>("--lang") { Description = "The language of the text: auto, en or zh.", DefaultValueFactory = _ => "auto" }, "auto", "en", "zh");

    public static Option<string> Policy() => Words(
        new Option<string>("--policy") { Description = "Which providers may be used: local-only, local-first or remote-first.", DefaultValueFactory = _ => "local-first" },
        "local-only", "local-first", "remote-first");

    public static Option<string[]> Set() => new("--set") { Description = "Sets an option of a step: step.option=value. May be repeated.", AllowMultipleArgumentsPerToken = false };

    public static Option<string?> Style() => new("--style") { Description = "The picture's style: ink, watercolor, oil, woodblock, impressionist, engraving, pixel or neon." };

    public static Option<string?> Mood() => new("--mood") { Description = "A named mood that takes the place of the one read from the text." };

    private static Option<string> Words(Option<string> option, params string[] words)
    {
        option.Validators.Add(result => Check(result, option, words));
        return option;
    }

    private static void Check(OptionResult result, Option<string> option, string[] words)
    {
        string? given = result.Tokens.Count == 0 ? null : result.Tokens[0].Value;
        if (given is not null && !words.Contains(given))
        {
            result.AddError($"{option.Name} is one of {string.Join(", ", words)}, not '{given}'.");
        }
    }
}
