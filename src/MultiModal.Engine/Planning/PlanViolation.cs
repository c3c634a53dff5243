namespace MultiModal.Engine.Planning;

/// <summary>One thing that is wrong with a plan.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.steps[2].options.width</c>.</param>
/// <param name="Message">What, in one sentence.</param>
public sealed record PlanViolation(string Path, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Message}";

    /// <summary>Puts all violations of a plan into one error.</summary>
    public static BadInputException Error(IReadOnlyList<PlanViolation> violations, string what = "The plan") =>
        new(violations.Count == 1
            ? $"{what} is not valid. {violations[0]}"
            : $"{what} is not valid in {violations.Count} places:\n" + string.Join('\n', violations.Take(50).Select(violation => "  " + violation))
                + (violations.Count > 50 ? $"\n  … and {violations.Count - 50} more" : string.Empty));
}
