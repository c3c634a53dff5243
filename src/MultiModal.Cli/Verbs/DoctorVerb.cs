using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MultiModal.Engine.Pieces;
using MultiModal.Onnx;
using MultiModal.Onnx.Runtime;
using MultiModal.Tools;

namespace MultiModal.Cli.Verbs;

/// <summary><c>doctor</c>: says what works here, what is missing, and the command that mends it.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        Command command = new("doctor", "Shows versions, providers and model packs, what is missing, and what mends it.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using Session session = Session.Open(parsed);
            OnnxDiagnosis onnx = session.Get<OnnxDiagnostics>().Examine(verifyPacks: true, cancellationToken);
            List<Finding> providers = await ProvidersAsync(session, cancellationToken).ConfigureAwait(false);
            List<string> missing = Missing(onnx, providers);
            if (session.IsJson)
            {
                session.WriteJson(Document(session, onnx, providers, missing));
            }
            else
            {
                Print(session, onnx, providers, missing);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<List<Finding>> ProvidersAsync(Session session, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (ITool tool in session.Maker.Tools.All)
        {
            foreach (IProvider provider in tool.Providers.OrderBy(item => item.Info.Order))
            {
                findings.Add(new Finding(tool.Schema.Name, provider.Info, await provider.CheckAsync(cancellationToken).ConfigureAwait(false)));
            }

            if (tool.Providers.Count == 0)
            {
                findings.Add(new Finding(tool.Schema.Name, null, new ProviderHealth(false, "No provider is installed yet.")));
            }
        }

        return findings;
    }

    private static List<string> Missing(OnnxDiagnosis onnx, List<Finding> providers)
    {
        List<string> missing = [];
        if (onnx.Runtime.Fault is { } fault)
        {
            missing.Add(fault);
        }

        if (onnx.ExecutionProviders.Selected is null)
        {
            missing.Add(onnx.ExecutionProviders.Reason);
        }

        missing.AddRange(onnx.Packs.SelectMany(pack => pack.Faults));
        missing.AddRange(providers.Where(item => !item.Health.IsReady).Select(item => $"{item.Tool}{(item.Provider is null ? string.Empty : $" by {item.Provider.Id}")}: {item.Health.Reason}{(item.Health.Remedy is { } remedy ? $" To mend it: {remedy}" : string.Empty)}"));
        return missing;
    }

    private static JsonObject Document(Session session, OnnxDiagnosis onnx, List<Finding> providers, List<string> missing) => new()
    {
        ["version"] = PieceFolder.ProgramVersion,
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["platform"] = RuntimeInformation.RuntimeIdentifier,
        ["home"] = session.Get<MultiModalHome>().Root,
        ["onnx"] = JsonSerializer.SerializeToNode(onnx, ArtifactJson.Compact),
        ["providers"] = new JsonArray([.. providers.Select(item => (JsonNode)new JsonObject
        {
            ["tool"] = item.Tool,
            ["provider"] = item.Provider?.Id,
            ["isReady"] = item.Health.IsReady,
            ["reason"] = item.Health.Reason,
        })]),
        ["missing"] = new JsonArray([.. missing.Select(sentence => (JsonNode)sentence)]),
    };

    private static void Print(Session session, OnnxDiagnosis onnx, List<Finding> providers, List<string> missing)
    {
        TextWriter output = session.Output;
        output.WriteLine($"MultiModal   {PieceFolder.ProgramVersion} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        output.WriteLine($"home         {session.Get<MultiModalHome>().Root}");
        output.WriteLine($"ONNX Runtime {onnx.Runtime.NativeVersion ?? "not loaded"}, {onnx.Runtime.ManagedSource}");
        output.WriteLine();
        output.WriteLine($"Execution providers ({onnx.ExecutionProviders.Reason})");
        foreach (ExecutionProviderStatus status in onnx.ExecutionProviders.Providers)
        {
            string mark = status.Id == onnx.ExecutionProviders.Selected ? "*" : status.IsAvailable ? "+" : "-";
            string remedy = status.Remedy is null ? string.Empty : $" ({status.Remedy})";
            output.WriteLine($"  {mark} {status.Title,-10} {(status.IsAvailable ? "available" : status.Reason + remedy)}");
        }

        output.WriteLine();
        output.WriteLine("Model packs");
        foreach (ModelPackStatus pack in onnx.Packs)
        {
            output.WriteLine($"  {(pack.Faults.Count == 0 ? "+" : "-")} {ModelsVerb.Describe(pack, verified: true)}");
        }

        output.WriteLine($"  looked for in {string.Join(" and ", onnx.PackFolders)}");
        output.WriteLine();
        output.WriteLine("Tools and who does them");
        foreach (Finding item in providers)
        {
            output.WriteLine($"  {(item.Health.IsReady ? "+" : "-")} {item.Tool,-15} {item.Provider?.Id ?? "-",-14} {(item.Health.IsReady ? item.Provider!.Description : item.Health.Reason)}");
        }

        output.WriteLine();
        output.WriteLine(missing.Count == 0 ? "Nothing is missing." : "Missing:");
        foreach (string sentence in missing)
        {
            output.WriteLine($"  {sentence}");
        }
    }

    private sealed record Finding(string Tool, ProviderInfo? Provider, ProviderHealth Health);
}
