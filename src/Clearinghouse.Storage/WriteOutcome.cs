namespace Clearinghouse.Storage;

/// <summary>What became of one item of a batch whose transaction committed.</summary>
public enum WriteOutcome
{
    /// <summary>The item is durable.</summary>
    Committed = 1,

    /// <summary>
    /// Somebody else wrote there first, so this item was left out: a segment that does not follow its journal's last one, or a
    /// snapshot whose version has moved on. Final: the writer's picture is stale, and it must step down and read again.
    /// </summary>
    Fenced = 2,
}
