using System.Text.Json;

namespace Clearinghouse.Storage;

/// <summary>A snapshot of a fold: a short cut, never the truth. What it says can be had from the journal again.</summary>
public sealed class LedgerSnapshot
{
    /// <summary>The name under which grains keep it.</summary>
    public const string StateName = "ledger";

    /// <summary>The journal.</summary>
    public string Journal { get; set; } = "";

    /// <summary>The sequence of the last event folded in; 0 for none.</summary>
    public long Sequence { get; set; }

    /// <summary>The ledger in its canonical encoding.</summary>
    public JsonElement State { get; set; }
}
