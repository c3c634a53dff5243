using System.Globalization;
using MultiModal.Engine.Execution;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MultiModal.Cli.Terminal;

/// <summary>Shows a run on standard error as it goes: a live table on a terminal, a line a step elsewhere.</summary>
internal sealed class RunView(IAnsiConsole console)
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Follows a run to its end and returns its result.</summary>
    public async Task<RunResult> ShowAsync(IAsyncEnumerable<RunEvent> events)
    {
        RunResult? result = null;
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            await foreach (RunEvent happening in events.ConfigureAwait(false))
            {
                result = Apply(happening) ?? result;
                if (Line(happening) is { } line)
                {
                    console.WriteLine(line);
                }
            }
        }
        else
        {
            await console.Live(Table()).StartAsync(async context =>
            {
                await foreach (RunEvent happening in events.ConfigureAwait(false))
                {
                    result = Apply(happening) ?? result;
                    context.UpdateTarget(Table());
                }
            }).ConfigureAwait(false);
        }

        return result!;
    }

    private RunResult? Apply(RunEvent happening)
    {
        switch (happening)
        {
            case RunEvent.Started started:
                foreach (string step in started.Steps)
                {
                    _order.Add(step);
                    _rows[step] = new Row();
                }

                break;
            case RunEvent.StepStarted started:
                _rows[started.Step] = _rows[started.Step] with { State = State.Working, Provider = started.Provider, Fraction = 0 };
                break;
            case RunEvent.StepProgressed progressed:
                _rows[progressed.Step] = _rows[progressed.Step] with { Fraction = progressed.Progress.Fraction, Note = progressed.Progress.Message };
                break;
            case RunEvent.StepFellBack fellBack:
                _rows[fellBack.Step] = _rows[fellBack.Step] with { Note = $"{fellBack.Fallback.Provider} gave up: {fellBack.Fallback.Reason}" };
                break;
            case RunEvent.StepFinished finished:
                _rows[finished.Result.Id] = _rows[finished.Result.Id] with
                {
                    State = finished.Result.Cached ? State.Kept : State.Done,
                    Provider = Made(finished.Result),
                    Note = finished.Result.Fallbacks.Count > 0 ? _rows[finished.Result.Id].Note : null,
                    Milliseconds = finished.Result.DurationMs,
                };
                break;
            case RunEvent.StepFailed failed:
                _rows[failed.Step] = _rows[failed.Step] with { State = State.Failed, Note = null };
                break;
            case RunEvent.Finished finished:
                return finished.Result;
            default:
                break;
        }

        return null;
    }

    private static string? Line(RunEvent happening) => happening switch
    {
        RunEvent.StepFellBack fellBack => $"  {fellBack.Step}: {fellBack.Fallback.Provider} gave up: {fellBack.Fallback.Reason}",
        RunEvent.StepFinished { Result: { Cached: true } result } => $"  {result.Id}: {Made(result)}, done before",
        RunEvent.StepFinished { Result: var result } => $"  {result.Id}: {Made(result)}, {Seconds(result.DurationMs)}",
        _ => null,
    };

    // Who did it, and in which style where that was a question.
    private static string Made(PieceStep result) => result.Options?["style"] is { } style && style.GetValueKind() == System.Text.Json.JsonValueKind.String
        ? $"{result.Provider}, {style.GetValue<string>()}"
        : result.Provider;

    private static string Seconds(double milliseconds) => milliseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s");

    private Grid Table()
    {
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        grid.AddColumn(new GridColumn().NoWrap().PadRight(2));
        grid.AddColumn(new GridColumn());
        foreach (string step in _order)
        {
            Row row = _rows[step];
            grid.AddRow((IRenderable[])[
                new Markup(row.State switch
                {
                    State.Working => "[yellow]●[/]",
                    State.Done => "[green]✓[/]",
                    State.Kept => "[grey]✓[/]",
                    State.Failed => "[red]✗[/]",
                    _ => "[grey]·[/]",
                }),
                new Spectre.Console.Text(step, row.State == State.Waiting ? new Style(Color.Grey) : Style.Plain),
                new Spectre.Console.Text(row.Provider ?? string.Empty, new Style(Color.Grey)),
                new Spectre.Console.Text(Status(row), new Style(Color.Grey)),
            ]);
        }

        return grid;
    }

    private static string Status(Row row) => row.State switch
    {
        State.Working when row.Fraction is { } fraction => string.Create(CultureInfo.InvariantCulture, $"{Bar(fraction)} {fraction * 100,3:0} % {row.Note}"),
        State.Working => row.Note ?? "…",
        State.Done => $"{Seconds(row.Milliseconds)} {row.Note}",
        State.Kept => $"done before {row.Note}",
        _ => row.Note ?? string.Empty,
    };

    private static string Bar(double fraction)
    {
        int full = (int)Math.Round(Math.Clamp(fraction, 0, 1) * 16);
        return new string('━', full) + new string('╌', 16 - full);
    }

    private enum State
    {
        Waiting,
        Working,
        Done,
        Kept,
        Failed,
    }

    private sealed record Row(State State = State.Waiting, string? Provider = null, double? Fraction = null, string? Note = null, double Milliseconds = 0);
}
