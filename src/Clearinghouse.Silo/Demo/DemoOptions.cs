using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Silo.Demo;

/// <summary>The demo's switch and pace.</summary>
public sealed class DemoOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Clearinghouse:Demo";

    /// <summary>Whether two demo venues trade on this node.</summary>
    public bool Enabled { get; set; }

    /// <summary>Pause between two rounds, in milliseconds. Default 500; 1 to 60,000.</summary>
    [Range(1, 60_000)]
    public int RoundMs { get; set; } = 500;

    /// <summary>Seed of prices and traders.</summary>
    public int Seed { get; set; } = 1;
}
