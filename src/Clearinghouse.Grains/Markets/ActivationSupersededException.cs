namespace Clearinghouse.Grains.Markets;

/// <summary>An activation of an account asked for legs after a newer one did. It has been superseded and must step down.</summary>
[GenerateSerializer, Alias("Clearinghouse.ActivationSupersededException")]
public sealed class ActivationSupersededException : Exception
{
    /// <summary>Superseded.</summary>
    public ActivationSupersededException()
    {
    }

    /// <summary>Superseded, and by what.</summary>
    public ActivationSupersededException(string message)
        : base(message)
    {
    }

    /// <summary>Superseded, by what, and the cause.</summary>
    public ActivationSupersededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
