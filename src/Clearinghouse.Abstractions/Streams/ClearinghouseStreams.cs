namespace Clearinghouse.Abstractions.Streams;

/// <summary>The names of the streams. Each stream is the durable tail of one journal, so its sequence numbers are the journal's. The key of a stream is the id of its market or account.</summary>
public static class ClearinghouseStreams
{
    /// <summary>The stream provider.</summary>
    public const string Provider = "clearinghouse";

    /// <summary>Namespace of market streams: snapshots, cleared trades, funding and settlements.</summary>
    public const string MarketNamespace = "market";

    /// <summary>Namespace of account streams: deposits, withdrawals, legs and funding.</summary>
    public const string AccountNamespace = "account";
}
