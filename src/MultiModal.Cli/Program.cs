using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MultiModal.Cli.Verbs;

namespace MultiModal.Cli;

/// <summary>The entry point: verbs, and what becomes of their faults.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return await RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
    }

    // The runtime cannot load native libraries under a command line of some 28,700 characters.
    private const int MaxCommandLine = 20_000;

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = new("A poem in, a finished piece out: picture, melody with its words, sound and a page to share.")
        {
            CommonOptions.Json,
            CommonOptions.Verbose,
            CommonOptions.Threads,
            CommonOptions.Device,
            ComposeVerb.Create(),
            RunVerb.Create(),
            ReplayVerb.Create(),
            EditVerb.Create(),
            ReadVerb.Create(),
            PaintVerb.Create(),
            SingVerb.Create(),
            ArrangeVerb.Create(),
            RenderVerb.Create(),
            ModelsVerb.Create(),
            EvalVerb.Create(),
            DoctorVerb.Create(),
        };

        // '@FILE' is ours: it must not be taken for a response file.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool isJson = args.Any(arg => arg is "--json" or "--json=true");
        if (args.Sum(arg => (long)arg.Length) > MaxCommandLine)
        {
            return Fail(new BadInputException($"The command line has {args.Sum(arg => (long)arg.Length)} characters, and at most {MaxCommandLine} are read; give a long text as @FILE, or as - for standard input."), isJson, false, output, error);
        }

        if (parsed.Errors.Count > 0)
        {
            string sentence = string.Join(" ", parsed.Errors.Select(fault => Plain(fault.Message)).Distinct());
            return Fail(new BadInputException($"{sentence} See 'multimodal {(parsed.CommandResult.Command is RootCommand ? string.Empty : parsed.CommandResult.Command.Name + " ")}--help'."), isJson, false, output, error);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            return Fail(fault, isJson, parsed.GetValue(CommonOptions.Verbose), output, error);
        }
    }

    // System.CommandLine names types as the program does.
    private static string Plain(string message) => message
        .Replace("System.Nullable`1[System.Int32]", "a whole number", StringComparison.Ordinal)
        .Replace("System.Nullable`1[System.Double]", "a number", StringComparison.Ordinal)
        .Replace("System.Int32", "a whole number", StringComparison.Ordinal)
        .Replace("System.UInt64", "a whole number of 0 or more", StringComparison.Ordinal)
        .Replace("System.Double", "a number", StringComparison.Ordinal)
        .Replace("as expected type '", "as '", StringComparison.Ordinal);

    // What came from outside must not steer the terminal.
    private static string Printable(string sentence)
        => string.Concat(sentence.Select(letter => char.IsControl(letter) && letter != '\n' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}") : letter.ToString()));

    private static int Fail(Exception fault, bool isJson, bool isVerbose, TextWriter output, TextWriter error)
    {
        int code = ExitCodes.Of(fault);
        string sentence = code == ExitCodes.Cancelled ? "Cancelled; finished steps are kept, so the next run goes on from there." : Printable(fault.Message);
        try
        {
            Say(fault, sentence, code, isJson, isVerbose, output, error);
        }
        catch (IOException)
        {
            // Nobody listens any more; the exit code still tells.
        }

        return code;
    }

    private static void Say(Exception fault, string sentence, int code, bool isJson, bool isVerbose, TextWriter output, TextWriter error)
    {
        error.WriteLine(code == ExitCodes.OurFault ? $"This is a fault of ours, please report it (run again with -v for the details): {sentence}" : sentence);
        if (isVerbose)
        {
            error.WriteLine(fault);
        }

        if (isJson)
        {
            output.WriteLine(new JsonObject { ["error"] = sentence, ["exitCode"] = code }.ToJsonString(ArtifactJson.Indented));
        }
    }
}
