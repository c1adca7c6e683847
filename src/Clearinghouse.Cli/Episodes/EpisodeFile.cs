using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clearinghouse.Cli.Episodes;

/// <summary>Episodes in a file; docs/examples/episodes.json shows the format.</summary>
internal static class EpisodeFile
{
    private const long MostBytes = 1_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads the episodes, and looks whether their bars are there: a wrong name is found now and not after half an hour.</summary>
    /// <exception cref="CliException">There is no such file, or no episodes in it, or bars are missing; the message says which.</exception>
    public static IReadOnlyList<Episode> Read(string path, string folder)
    {
        if (!File.Exists(path)) throw new CliException($"There is no file '{path}'. docs/examples/episodes.json shows the format.");
        if (new FileInfo(path).Length > MostBytes) throw new CliException($"'{path}' is larger than {MostBytes} bytes: no list of episodes.");
        var episodes = Parse(path);
        if (episodes.Select(episode => episode.FindFault()).FirstOrDefault(fault => fault is not null) is { } wrong) throw new CliException($"'{path}': {wrong}.");
        var missing = episodes.SelectMany(episode => episode.ToOptions(folder).Bars).Select(bars => bars.Path).FirstOrDefault(file => !File.Exists(file));
        return missing is null ? episodes : throw new CliException($"There are no bars at '{missing}'; --data says where the files of '{path}' lie.");
    }

    private static List<Episode> Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Episode>>(File.ReadAllText(path), Json) is { Count: > 0 } episodes ? episodes : throw new CliException($"'{path}' holds no episodes.");
        }
        catch (JsonException error)
        {
            throw new CliException($"'{path}' is no list of episodes: {error.Message}", error);
        }
    }
}
