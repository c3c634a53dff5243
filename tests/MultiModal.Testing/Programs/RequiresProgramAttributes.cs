using Xunit;

namespace MultiModal.Testing.Programs;

/// <summary>A fact that asks another program. It fails where <c>CI=true</c> and the program is missing; on a person's machine it is left out, with the reason.</summary>
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    /// <summary>Initializes a new instance of the <see cref="RequiresProgramFactAttribute"/> class.</summary>
    public RequiresProgramFactAttribute(params string[] programs) => Skip = MissingProgram.Reason(programs);
}

/// <summary>A theory that asks another program; see <see cref="RequiresProgramFactAttribute"/>.</summary>
public sealed class RequiresProgramTheoryAttribute : TheoryAttribute
{
    /// <summary>Initializes a new instance of the <see cref="RequiresProgramTheoryAttribute"/> class.</summary>
    public RequiresProgramTheoryAttribute(params string[] programs) => Skip = MissingProgram.Reason(programs);
}

internal static class MissingProgram
{
    public static string? Reason(string[] programs)
    {
        bool mayLeaveOut = Environment.GetEnvironmentVariable("CI") != "true";
        string? missing = programs.FirstOrDefault(program => OtherProgram.Find(program) is null);
        return mayLeaveOut && missing is not null ? $"'{missing}' is not on the PATH; install it to run this." : null;
    }
}
