using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Grains.Forecasts;

/// <summary>How a node forecasts.</summary>
public sealed class ForecastOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Clearinghouse:Forecasts";

    /// <summary>The registry of models. Default the folder <c>ml-models</c> beside the program, as it was built in.</summary>
    [Required]
    public string RegistryFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "ml-models");

    /// <summary>How often a market's forecasts look for bars that ended without a price, and for stale ones, in milliseconds. Default 10,000; 10 to 600,000.</summary>
    [Range(10, 600_000)]
    public int PollMs { get; set; } = 10_000;

    /// <summary>How long a model that was read is trusted without looking at its file again, in milliseconds; a changed aliases.json is seen at once. Default 60,000; 0 to 3,600,000.</summary>
    [Range(0, 3_600_000)]
    public int ModelCheckMs { get; set; } = 60_000;

    /// <summary>A forecast that says nothing new is announced again after this time, in seconds. Default 10,800; 60 to 43,200.</summary>
    [Range(60, 43_200)]
    public int RepeatSeconds { get; set; } = 10_800;

    /// <summary>By market, a file of its past in bars of half an hour or of a fraction of it, which the node gives it at its start. Default none.</summary>
    public IDictionary<string, string> Bars { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
