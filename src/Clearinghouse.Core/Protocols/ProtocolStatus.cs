namespace Clearinghouse.Core.Protocols;

/// <summary>What a venue may bring to its pool.</summary>
public enum ProtocolStatus
{
    /// <summary>Nothing: it was never admitted.</summary>
    Unknown = 0,

    /// <summary>Everything.</summary>
    Active = 1,

    /// <summary>Only trades that reduce the positions of both sides.</summary>
    Suspended = 2,

    /// <summary>The same, and its accounts leave it.</summary>
    Expelled = 3,
}
