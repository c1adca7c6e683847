namespace Clearinghouse.Forecasting.Registry;

/// <summary>A registry or a model in it cannot be used. The message says why and what to do.</summary>
public sealed class ModelRegistryException : Exception
{
    /// <summary>A finding.</summary>
    public ModelRegistryException()
        : this("The model registry cannot be used.")
    {
    }

    /// <summary>A finding, in a sentence or two.</summary>
    public ModelRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>A finding, and what caused it.</summary>
    public ModelRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
