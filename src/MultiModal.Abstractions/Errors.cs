namespace MultiModal;

/// <summary>The input is at fault: the message is one sentence that names the thing and the next thing to try. Exit code 2, HTTP 4xx.</summary>
public sealed class BadInputException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="BadInputException"/> class.</summary>
    public BadInputException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="BadInputException"/> class.</summary>
    public BadInputException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A provider cannot do the work now (missing model, altered weights, refused connection); the router tries the next one.</summary>
public sealed class ProviderUnavailableException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ProviderUnavailableException"/> class.</summary>
    public ProviderUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ProviderUnavailableException"/> class.</summary>
    public ProviderUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Gets a value indicating whether such work is simply not this provider's: nothing is wrong, and nobody is told as long as another does it.</summary>
    public bool IsByDesign { get; init; }
}

/// <summary>No provider could do a step. Exit code 3.</summary>
public sealed class NoProviderException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="NoProviderException"/> class.</summary>
    public NoProviderException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="NoProviderException"/> class.</summary>
    public NoProviderException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
