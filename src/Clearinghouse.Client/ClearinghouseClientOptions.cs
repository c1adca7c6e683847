using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Client;

/// <summary>Which cluster to connect to, and in whose name commands are sent.</summary>
public sealed class ClearinghouseClientOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Clearinghouse:Client";

    /// <summary>The cluster's id. Default "clearinghouse".</summary>
    [Required]
    public string ClusterId { get; set; } = "clearinghouse";

    /// <summary>The service's id, stable over deployments. Default "clearinghouse".</summary>
    [Required]
    public string ServiceId { get; set; } = "clearinghouse";

    /// <summary>Gateways as address:port. Default: one, a node on this machine at 127.0.0.1:30000. Leave empty when another clustering is configured.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>The sender of commands. Default "client".</summary>
    [Required]
    public string Principal { get; set; } = "client";

    /// <summary>How long to try for a first connection, in seconds. Default 15; 1 to 3,600. A rolling restart of the gateways should fit in.</summary>
    [Range(1, 3_600)]
    public int ConnectTimeoutSeconds { get; set; } = 15;

    /// <summary>How long to look for missed events in the journal when a stream is silent, in milliseconds. Default 1,000; 10 to 60,000.</summary>
    [Range(10, 60_000)]
    public int PollMs { get; set; } = 1_000;
}
