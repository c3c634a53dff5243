using System.CommandLine;
using MultiModal.Cli.Terminal;
using MultiModal.Images.Measuring;
using MultiModal.Images.Ranking;

namespace MultiModal.Cli.Verbs;

/// <summary><c>eval</c>: measures what was made.</summary>
internal static class EvalVerb
{
    private const string Pieces = "pieces";

    public static Command Create() => new("eval", "Measures what was made.") { Image() };

    private static Command Image()
    {
        Argument<string> folder = new("folder") { Description = "A folder of PNG pictures, of pieces, or one piece; left out, pieces.", DefaultValueFactory = _ => Pieces };
        Option<string?> against = new("--against") { Description = "Another folder of pictures, from which the distance is measured." };
        Option<string?> pack = new("--pack") { Description = "The model pack that measures; left out, the first that compares pictures with words." };
        Command command = new("image", "Measures how well pictures agree with their own words, how much they differ, and how far they are from other pictures.") { folder, against, pack };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            string path = parsed.GetRequiredValue(folder);
            string? other = parsed.GetValue(against);
            IReadOnlyList<string> files = PictureFolder.List(path);
            IReadOnlyList<string>? otherFiles = other is null ? null : PictureFolder.List(other);
            if (otherFiles is not null && Math.Min(files.Count, otherFiles.Count) < 2)
            {
                throw new BadInputException($"The distance of two folders takes two pictures of each, and there are {files.Count} and {otherFiles.Count}.");
            }

            return await Task.Run(() => Evaluate(session, path, files, other, otherFiles, parsed.GetValue(pack), cancellationToken), cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static int Evaluate(Session session, string path, IReadOnlyList<string> files, string? other, IReadOnlyList<string>? otherFiles, string? pack, CancellationToken cancellationToken)
    {
        try
        {
            AgreementModel model = session.Get<PictureTextAgreement>().Open(pack, threads: 1, cancellationToken);
            EvalReport report = new()
            {
                Folder = path,
                Model = model.Files.Info,
                Measures = Measure(model, files, cancellationToken),
                Against = other,
                Other = otherFiles is null ? null : Measure(model, otherFiles, cancellationToken),
            };
            report = report.Compared(cancellationToken);
            if (session.IsJson)
            {
                session.WriteJson(report.ToJson());
            }
            else
            {
                report.Print(session.Output, session.Error);
            }

            return ExitCodes.Done;
        }
        catch (ProviderUnavailableException fault)
        {
            throw new NoProviderException(fault.Message, fault);
        }
    }

    private static PictureSetMeasures Measure(AgreementModel model, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        PictureSetMeter meter = new(model);
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (Images.Picture picture, PictureWords? words) = PictureFolder.Read(file);
            meter.Add(picture, words, cancellationToken);
        }

        return meter.Measure(cancellationToken);
    }
}
