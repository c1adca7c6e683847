using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Simulation.Clients;

/// <summary>What was asked of the cluster, and what it answered: noted when a node gives the answer, whether or not anybody hears it.</summary>
internal sealed class Record
{
    private readonly Dictionary<ICommand, string> _fingerprints = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(JournalId Journal, string Fingerprint)> _asked = [];
    private readonly List<(JournalId Journal, ICommand Command, long Sequence)> _acknowledged = [];

    /// <summary>Everything that the cluster said it had done, with the sequence it named.</summary>
    public IReadOnlyList<(JournalId Journal, ICommand Command, long Sequence)> Acknowledged => _acknowledged;

    /// <summary>How many answers were refusals.</summary>
    public int Refused { get; private set; }

    /// <summary>How many answers to bids were refusals.</summary>
    public int RefusedBids { get; private set; }

    /// <summary>A client asks.</summary>
    public void Asked(JournalId journal, ICommand command) => _asked.Add((journal, FingerprintOf(command)));

    /// <summary>True if somebody asked exactly this.</summary>
    public bool WasAsked(JournalId journal, ICommand command) => _asked.Contains((journal, FingerprintOf(command)));

    /// <summary>What is the same in a command and its repetitions; computed once.</summary>
    public string FingerprintOf(ICommand command)
    {
        if (!_fingerprints.TryGetValue(command, out var fingerprint)) _fingerprints[command] = fingerprint = CanonicalEncoding.Fingerprint(command);
        return fingerprint;
    }

    /// <summary>A market answers.</summary>
    public void Answered(JournalId journal, ClearTrade trade, ClearOutcome outcome)
    {
        if (outcome.IsCleared) _acknowledged.Add((journal, trade, outcome.Sequence));
        else Refused++;
    }

    /// <summary>Anyone answers.</summary>
    public void Answered(JournalId journal, ICommand command, CommandOutcome outcome)
    {
        if (outcome.IsDone)
        {
            _acknowledged.Add((journal, command, outcome.Sequence));
            return;
        }

        Refused++;
        if (command is BidInAuction) RefusedBids++;
    }
}
