using System.Security.Cryptography;
using System.Text.Json;
using Clearinghouse.Core.Commands;

namespace Clearinghouse.Core.Scenarios;

/// <summary>A scenario set as text, for a file that all nodes of a cluster load: JSON in the canonical encoding.</summary>
public static class ScenarioDocument
{
    private const int VersionDigits = 12;

    /// <summary>The set with a version that its content makes: the same scenarios have the same version everywhere.</summary>
    public static ScenarioSet Stamp(ScenarioSet scenarios)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        var content = CanonicalEncoding.Encode(scenarios with { Version = string.Empty });
        return scenarios with { Version = $"scenarios-{Convert.ToHexStringLower(SHA256.HashData(content))[..VersionDigits]}" };
    }

    /// <summary>The text of a set.</summary>
    public static byte[] Write(ScenarioSet scenarios) => CanonicalEncoding.Encode(scenarios);

    /// <summary>The set of a text.</summary>
    /// <exception cref="FormatException">It is none, or changed since it was stamped; the message says what is wrong.</exception>
    public static ScenarioSet Read(ReadOnlySpan<byte> text)
    {
        ScenarioSet scenarios;
        try
        {
            scenarios = CanonicalEncoding.Decode<ScenarioSet>(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"no scenario set: {error.Message}", error);
        }

        if (scenarios.FindFault() is { } fault) throw new FormatException(fault);
        return Stamp(scenarios).Version == scenarios.Version
            ? scenarios
            : throw new FormatException($"its content does not make its version {scenarios.Version}: it was changed after it was built");
    }
}
