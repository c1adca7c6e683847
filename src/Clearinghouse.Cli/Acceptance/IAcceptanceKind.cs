namespace Clearinghouse.Cli.Acceptance;

/// <summary>One kind of worked case, computed by the platform's own code.</summary>
public interface IAcceptanceKind
{
    /// <summary>The <c>kind</c> of the tables it computes.</summary>
    string Name { get; }

    /// <summary>Computes a case. Reading a missing or malformed input throws <see cref="AcceptanceFormatException"/>.</summary>
    AcceptanceAnswer Answer(AcceptanceGiven given);
}
