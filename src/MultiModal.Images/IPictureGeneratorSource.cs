namespace MultiModal.Images;

/// <summary>Finds picture generators that may come and go while the program runs, such as one for each model pack that is installed. Thread-safe.</summary>
public interface IPictureGeneratorSource
{
    /// <summary>Returns the generators that there are now. Called whenever a plan is checked or run, so it has to be cheap; never throws for a damaged pack.</summary>
    IReadOnlyList<IPictureGenerator> Current();
}
