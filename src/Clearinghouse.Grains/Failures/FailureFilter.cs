namespace Clearinghouse.Grains.Failures;

/// <summary>Tells callers of a lost database in a way that reaches them.</summary>
public sealed class FailureFilter : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception error) when (LostInfrastructure.Caused(error))
        {
            throw LostInfrastructure.Explain(error);
        }
    }
}
