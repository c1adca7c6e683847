namespace Clearinghouse.Forecasting.Registry;

/// <summary>A version is not fit to be the champion. The message lists every reason.</summary>
public sealed class PromotionRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    public PromotionRefusedException()
        : this("The version is not fit to be promoted.")
    {
    }

    /// <summary>A refusal, in a sentence.</summary>
    public PromotionRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>A refusal, and what caused it.</summary>
    public PromotionRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A refusal with its reasons.</summary>
    public PromotionRefusedException(ModelManifest manifest, IReadOnlyList<string> reasons)
        : base($"{manifest?.Model} {manifest?.Version} is not promoted: {string.Join("; ", reasons)}.") => Reasons = reasons;

    /// <summary>Why, one clause each.</summary>
    public IReadOnlyList<string> Reasons { get; } = [];
}
