using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Tests.Builders;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Names;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Clearing;

public sealed class CommandWindowTests
{
    [Fact]
    public void Recall_UnknownCommand_IsNew() => Assert.Null(new CommandWindow().Recall(Command(1)));

    [Fact]
    public void Recall_Remembered_SaysWhereAndWhetherTheSame()
    {
        var window = Filled(1);
        Assert.Equal(new CommandRecall(CommandStatus.Exists, 101), window.Recall(Command(1)));
        Assert.Equal(new CommandRecall(CommandStatus.ExistsWithDifferentContent, 101), window.Recall(Command(1) with { Amount = A("2") }));
        Assert.Equal(new CommandRecall(CommandStatus.ExistsWithDifferentContent, 101), window.Recall(new ContributeFund(Command(1).Header, PoolFund.Fees, A("1"))));
    }

    [Fact]
    public void Recall_SameIdOfAnotherSender_IsNew() => Assert.Null(Filled(1).Recall(Command(1, sender: "bob")));

    [Fact]
    public void Remember_UpToCapacity_ForgetsNothing()
    {
        var window = Filled(CommandWindow.Capacity);
        Assert.Equal(CommandStatus.Exists, window.Recall(Command(1))?.Status);
        Assert.Empty(window.ToState().ForgottenSequences);
        Assert.Null(window.Recall(Command(0))); // older, yet nothing was forgotten: it must be new
    }

    [Fact]
    public void Recall_ForgottenOrIndistinguishable_IsTooOld()
    {
        var window = Filled(CommandWindow.Capacity + 2);
        foreach (var sequence in new[] { 0, 1, 2 })
        {
            var recall = window.Recall(Command(sequence))!.Value;
            Assert.Equal((CommandStatus.Refused, 0L), (recall.Status, recall.Sequence));
            Expect.Refused(recall.Refusal, RefusalCode.SequenceTooOld, "alice", available: $"{sequence}", limit: "2");
        }

        Assert.Equal(CommandStatus.Exists, window.Recall(Command(3))?.Status);
        Assert.Null(window.Recall(new Withdraw(Header("new", 3, "alice"), A("1")))); // newer than anything forgotten
        Assert.Null(window.Recall(Command(1, sender: "bob"))); // nothing of this sender was forgotten
    }

    [Fact]
    public void Remember_SequencesOutOfOrder_ForgetsUpToTheHighest()
    {
        var window = new CommandWindow();
        window.Remember(Command(9), 1);
        window.Remember(Command(5), 2);
        for (var i = 0; i < CommandWindow.Capacity; i++) window.Remember(Command(i, sender: "bob"), 3 + i);
        Assert.Equal(CommandStatus.Refused, window.Recall(Command(9))?.Status);
        Assert.Equal(CommandStatus.Refused, window.Recall(new Withdraw(Header("new", 7, "alice"), A("1")))?.Status);
        Assert.Null(window.Recall(Command(10)));
    }

    [Fact]
    public void State_RoundTrip_KeepsOrderAndWhatWasForgotten()
    {
        var window = Filled(CommandWindow.Capacity + 3);
        var restored = CommandWindow.FromState(window.ToState());
        Assert.Equal(window.ToState().Commands, restored.ToState().Commands);
        Assert.Equal(window.ToState().ForgottenSequences, restored.ToState().ForgottenSequences);
        restored.Remember(Command(5000), 9999);
        Assert.Equal("4", restored.Recall(Command(4))?.Refusal?.Limit); // the next oldest goes next
    }

    private static Withdraw Command(int sequence, string sender = "alice") => new(Header($"w{sequence}", sequence, sender), A("1"));

    private static CommandWindow Filled(int count)
    {
        var window = new CommandWindow();
        for (var sequence = 1; sequence <= count; sequence++) window.Remember(Command(sequence), 100 + sequence);
        return window;
    }
}
