using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;
using Xunit;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>Refusals by their code and the numbers that bind.</summary>
internal static class Expect
{
    internal static void Refused(
        Refusal? refusal, RefusalCode code, string? subject = null, string? required = null, string? available = null, string? limit = null)
    {
        Assert.NotNull(refusal);
        Assert.Equal((code, subject, required, available, limit), (refusal.Code, refusal.Subject, refusal.Required, refusal.Available, refusal.Limit));
    }

    internal static void Refused<TEvent>(
        Decision<TEvent> decision, RefusalCode code, string? subject = null, string? required = null, string? available = null, string? limit = null)
    {
        Assert.Equal((CommandStatus.Refused, 0L), (decision.Status, decision.ExistingSequence));
        Assert.Empty(decision.Events);
        Refused(decision.Refusal, code, subject, required, available, limit);
        Assert.Equal(CommandOutcome.Refused(decision.Refusal!), decision.Outcome);
    }

    internal static void Refused(
        TradeAdmission admission, RefusalCode code, string? subject = null, string? required = null, string? available = null, string? limit = null)
    {
        Assert.Equal((ClearStatus.Refused, 0L), (admission.Outcome?.Status, admission.Outcome?.Sequence));
        Assert.Null(admission.InFlight);
        Refused(admission.Outcome?.Refusal, code, subject, required, available, limit);
    }

    internal static void Exists<TEvent>(Decision<TEvent> decision, CommandStatus status, long sequence)
    {
        Assert.Equal((status, sequence), (decision.Status, decision.ExistingSequence));
        Assert.Empty(decision.Events);
        Assert.Null(decision.Refusal);
    }

    internal static void Corrupt(Action apply, string what) =>
        Assert.Contains(what, Assert.Throws<JournalCorruptException>(apply).Message, StringComparison.Ordinal);
}
