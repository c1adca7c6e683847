using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearinghouse.Benchmarks.Reports;

/// <summary>Reports as JSON.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The document.</summary>
    public static string Write<T>(T report) => JsonSerializer.Serialize(report, Options);
}
