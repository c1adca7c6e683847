namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>What a probe grain remembers.</summary>
public sealed record ProbeState
{
    public int Count { get; set; }

    public string Text { get; set; } = string.Empty;
}
