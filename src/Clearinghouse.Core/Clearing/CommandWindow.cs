using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Refusals;

namespace Clearinghouse.Core.Clearing;

/// <summary>
/// Remembers the last commands of a journal, so that a repeated command is answered and not done again. A forgotten command is never taken for a
/// new one: unknown ids whose sequence is not newer than the sender's newest forgotten one are refused.
/// </summary>
public sealed class CommandWindow
{
    /// <summary>How many commands are remembered.</summary>
    public const int Capacity = 1024;

    private readonly Queue<CommandRecord> _order = new();
    private readonly Dictionary<(PrincipalId, CommandId), CommandRecord> _byId = [];
    private readonly Dictionary<PrincipalId, long> _forgotten = [];

    /// <summary>Says what is known of a command; null when it is new.</summary>
    public CommandRecall? Recall(ICommand command)
    {
        var header = command.Header;
        if (_byId.TryGetValue((header.Sender, header.Id), out var record))
        {
            var same = string.Equals(record.Fingerprint, CanonicalEncoding.Fingerprint(command), StringComparison.Ordinal);
            return new CommandRecall(same ? CommandStatus.Exists : CommandStatus.ExistsWithDifferentContent, record.Sequence);
        }

        if (!_forgotten.TryGetValue(header.Sender, out var newest) || header.Sequence > newest) return null;
        return new CommandRecall(CommandStatus.Refused, 0, new Refusal(RefusalCode.SequenceTooOld)
        {
            Subject = header.Sender.Value,
            Available = header.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Limit = newest.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Detail = "send new commands with a sequence above the limit",
        });
    }

    /// <summary>Remembers a command whose event stands at a sequence of the journal.</summary>
    public void Remember(ICommand command, long sequence)
    {
        var header = command.Header;
        Add(new CommandRecord(header.Sender, header.Id, header.Sequence, CanonicalEncoding.Fingerprint(command), sequence));
    }

    /// <summary>The window as data.</summary>
    public CommandWindowState ToState() => new([.. _order], _forgotten.ToImmutableSortedDictionary());

    /// <summary>The window from data.</summary>
    public static CommandWindow FromState(CommandWindowState state)
    {
        var window = new CommandWindow();
        foreach (var (sender, sequence) in state.ForgottenSequences) window._forgotten[sender] = sequence;
        foreach (var record in state.Commands) window.Add(record);
        return window;
    }

    private void Add(CommandRecord record)
    {
        _order.Enqueue(record);
        _byId[(record.Sender, record.Id)] = record;
        if (_order.Count <= Capacity) return;
        var oldest = _order.Dequeue();
        _byId.Remove((oldest.Sender, oldest.Id));
        _forgotten[oldest.Sender] = Math.Max(_forgotten.GetValueOrDefault(oldest.Sender, long.MinValue), oldest.SenderSequence);
    }
}
