using System.ComponentModel.DataAnnotations;

namespace Clearinghouse.Silo.Hosting;

/// <summary>The node's place in the cluster and its listeners.</summary>
public sealed class NodeOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Clearinghouse:Node";

    /// <summary>The deployment; nodes with the same id form one cluster. Default "clearinghouse".</summary>
    [Required]
    public string ClusterId { get; set; } = "clearinghouse";

    /// <summary>The service's id; must stay the same over deployments, because reminders are found by it. Default "clearinghouse".</summary>
    [Required]
    public string ServiceId { get; set; } = "clearinghouse";

    /// <summary>The address that other silos and clients reach this node at. Default 127.0.0.1: nothing listens beyond this machine unless told to.</summary>
    [Required, IPAddressText]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port between silos. Default 11111; 1 to 65,535.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for clients. Default 30000; 0 for no gateway, to 65,535.</summary>
    [Range(0, 65_535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Port of the health endpoints, on the same address. Default 8080; 1 to 65,535.</summary>
    [Range(1, 65_535)]
    public int HttpPort { get; set; } = 8080;

    /// <summary>How long a call waits for its answer, in seconds. Default 10; 1 to 300. A call that waited that long has an unknown outcome.</summary>
    [Range(1, 300)]
    public int ResponseTimeoutSeconds { get; set; } = 10;
}
