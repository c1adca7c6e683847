namespace Clearinghouse.Cli.Forecasting;

/// <summary>What forecasting says about bars it cannot use, as a line for the person at the keyboard.</summary>
internal static class UnusableBars
{
    private const string ParameterSuffix = " (Parameter";

    /// <exception cref="CliException">The work found its input unusable, also when several threads did.</exception>
    public static T Explain<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException error)
        {
            throw Explained(error);
        }
        catch (AggregateException several) when (several.Flatten().InnerExceptions.OfType<ArgumentException>().FirstOrDefault() is { } error)
        {
            throw Explained(error);
        }
    }

    private static CliException Explained(ArgumentException error) => new(error.Message.Split(ParameterSuffix, 2)[0], error);
}
