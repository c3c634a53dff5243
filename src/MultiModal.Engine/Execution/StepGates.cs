namespace MultiModal.Engine.Execution;

/// <summary>Keeps steps from fighting for the same cores: heavy ones go one at a time, light ones a few at once.</summary>
internal sealed record StepGates(SemaphoreSlim Heavy, SemaphoreSlim Light)
{
    public async Task<T> PassAsync<T>(bool isHeavy, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        SemaphoreSlim gate = isHeavy ? Heavy : Light;
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }
}
