using System.Reflection;

namespace Clearinghouse.Forecasting.Registry;

/// <summary>Which program trains a version.</summary>
/// <param name="Version">As in the package.</param>
/// <param name="CodeRevision">The source revision; "unknown" where it was built without one.</param>
public sealed record ProgramVersion(string Version, string CodeRevision)
{
    /// <summary>What an assembly says of itself: "version+revision".</summary>
    public static ProgramVersion Of(Assembly assembly)
    {
        var parts = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2) ?? [];
        return new(parts.ElementAtOrDefault(0) ?? "unknown", parts.ElementAtOrDefault(1) ?? "unknown");
    }
}
