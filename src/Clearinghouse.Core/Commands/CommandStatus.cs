namespace Clearinghouse.Core.Commands;

/// <summary>What became of a command.</summary>
public enum CommandStatus
{
    /// <summary>Refused; nothing changed. The refusal says why.</summary>
    Refused = 0,

    /// <summary>Done now, and durable.</summary>
    Created = 1,

    /// <summary>The same command was done before; this is its first outcome.</summary>
    Exists = 2,

    /// <summary>Another command with this id was done before, with other content. Nothing changed.</summary>
    ExistsWithDifferentContent = 3,
}
