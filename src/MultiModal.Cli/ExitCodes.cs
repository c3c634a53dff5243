namespace MultiModal.Cli;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int OurFault = 1;
    public const int BadInput = 2;
    public const int NoProvider = 3;
    public const int Cancelled = 4;

    /// <summary>Returns the exit code of a fault.</summary>
    public static int Of(Exception fault) => fault switch
    {
        BadInputException => BadInput,
        NoProviderException or TimeoutException => NoProvider,
        OperationCanceledException => Cancelled,
        _ => OurFault,
    };
}
