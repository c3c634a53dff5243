using MultiModal.Benchmarks;

// dotnet run -c Release --project tests/MultiModal.Benchmarks -- COMMAND [ARGUMENT …]
if (args.Length > 0 && BenchmarkCommands.All.FirstOrDefault(command => command.Name == args[0]) is { } chosen)
{
    return await chosen.RunAsync(args[1..]).ConfigureAwait(false);
}

Console.WriteLine("Measures MultiModal: every figure is a ratio or a count taken in one run.");
foreach (BenchmarkCommand command in BenchmarkCommands.All)
{
    Console.WriteLine($"  {command.Name,-12} {command.Description}");
}

return args.Length == 0 ? 0 : 2;
