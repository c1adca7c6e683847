using System.Text.Json;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Margin.Venues.Comparison;

namespace Clearinghouse.Cli.Margin;

/// <summary>A book in a file; docs/examples/portfolio.json shows the format. Numbers may be written as strings.</summary>
internal static class PortfolioFile
{
    private const long MostBytes = 10_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads a book.</summary>
    /// <exception cref="CliException">There is no such file, or no book in it; the message says where.</exception>
    public static VenueBook Read(string path)
    {
        if (!File.Exists(path)) throw new CliException($"There is no file '{path}'. docs/examples/portfolio.json shows the format.");
        if (new FileInfo(path).Length > MostBytes) throw new CliException($"'{path}' is larger than {MostBytes} bytes: no portfolio.");
        try
        {
            var book = JsonSerializer.Deserialize<VenueBook>(File.ReadAllText(path), Json) ?? throw new CliException($"'{path}' holds no portfolio.");
            return book.FindFault() is { } fault ? throw new CliException($"'{path}': {fault}.") : book;
        }
        catch (JsonException error)
        {
            throw new CliException($"'{path}' is no portfolio: {error.Message}", error);
        }
    }
}
