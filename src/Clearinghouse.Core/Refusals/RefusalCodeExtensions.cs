namespace Clearinghouse.Core.Refusals;

/// <summary>Questions about refusal codes.</summary>
public static class RefusalCodeExtensions
{
    /// <summary>True when the same command may succeed later without any change of it.</summary>
    public static bool IsTransient(this RefusalCode code) => (int)code is >= 9000 and < 10000;
}
