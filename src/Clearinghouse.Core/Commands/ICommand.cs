namespace Clearinghouse.Core.Commands;

/// <summary>
/// An immutable request to change state. Every command has one canonical encoding (<see cref="CanonicalEncoding"/>) and says who sends it,
/// so that a signature over the encoding can be checked before any decider sees the command.
/// </summary>
public interface ICommand
{
    /// <summary>Sender, id and sequence.</summary>
    CommandHeader Header { get; }
}
