namespace Clearinghouse.Core.Commands;

/// <summary>
/// An immutable request to change state. Every command has one canonical encoding (<see cref="CanonicalEncoding"/>) and says who sends it,
/// so that a signature over the encoding can be checked before any decider sees the command.
/// </summary>
public interface ICommand
{
    /// <summary>Sender, id and sequence.</summary>
    CommandHeader Header { get; }

    /// <summary>The command with its sequence set to 0: what two submissions under one id must share to be the same command. A sender that lost its counter may repeat with another one.</summary>
    ICommand Unsequenced();
}
