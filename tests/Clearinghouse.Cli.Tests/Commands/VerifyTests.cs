using Xunit;

namespace Clearinghouse.Cli.Tests.Commands;

/// <summary>Verification finds what was tampered with, and names the place.</summary>
public sealed class VerifyTests(ReplayedDatabase database) : IClassFixture<ReplayedDatabase>
{
    [Fact]
    public async Task Database_AsItWasLeft_Holds()
    {
        var run = await Verify();
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal("clearinghouse.verify/1", run.Json.GetProperty("schema").GetString());
        Assert.True(run.Json.GetProperty("events").GetInt64() > 100);
    }

    [Fact]
    public async Task Payload_WithOneByteChanged_BreaksTheChainThere()
    {
        var run = await Verify(
            "UPDATE journal_segment SET payload = CAST(replace(CAST(payload AS TEXT), '\"buyer\"', '\"Buyer\"') AS BLOB) WHERE journal = 'market/MADEUP' AND first_sequence = (SELECT max(first_sequence) FROM journal_segment WHERE journal = 'market/MADEUP' AND CAST(payload AS TEXT) LIKE '%\"buyer\"%')");
        AssertFault(run, "market/MADEUP", "HashMismatch");
    }

    [Fact]
    public async Task Segment_Removed_LeavesAGap()
    {
        var run = await Verify("DELETE FROM journal_segment WHERE journal = 'market/MADEUP' AND first_sequence = (SELECT first_sequence FROM journal_segment WHERE journal = 'market/MADEUP' ORDER BY first_sequence LIMIT 1 OFFSET 5)");
        AssertFault(run, "market/MADEUP", "SequenceGap");
    }

    [Fact]
    public async Task Journal_OfAMarket_CutShort_DoesNotMatchWhatAccountsApplied()
    {
        var run = await Verify("DELETE FROM journal_segment WHERE journal = 'market/MADEUP' AND first_sequence > 20");
        AssertFault(run, "account/", "of market/MADEUP, where there is none");
    }

    [Fact]
    public async Task Journal_OfAnAccount_Lost_IsMissed()
    {
        var run = await Verify("DELETE FROM journal_segment WHERE journal = (SELECT journal FROM journal_segment WHERE CAST(payload AS TEXT) LIKE '%legApplied%' LIMIT 1)");
        AssertFault(run, "market/MADEUP", "which never took a deposit");
    }

    [Fact]
    public async Task Snapshot_ThatTheJournalDoesNotFoldTo_IsNamed()
    {
        var run = await Verify(
            "INSERT INTO journal_snapshot (key, version, written_at_us, payload) VALUES ('ledger/pool/main', 1, 0, CAST('{\"Journal\":\"pool/main\",\"Sequence\":1,\"State\":{}}' AS BLOB))");
        AssertFault(run, "snapshot of pool/main", "not what the journal folds to");
    }

    [Fact]
    public async Task Snapshot_BeyondTheEndOfItsJournal_MeansThatTheEndIsMissing()
    {
        var run = await Verify(
            "INSERT INTO journal_snapshot (key, version, written_at_us, payload) VALUES ('ledger/pool/main', 1, 0, CAST('{\"Journal\":\"pool/main\",\"Sequence\":999999,\"State\":{}}' AS BLOB))");
        AssertFault(run, "pool/main", "ends before its snapshot");
    }

    [Theory]
    [InlineData("market", "MADEUP")]
    [InlineData("account", "trader-000001")]
    public async Task Inspect_ShowsTheFoldedState(string kind, string id)
    {
        var run = await CliRun.Of(["inspect", kind, id, "--database", database.Tampered(), "--json"], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Done, run.ExitCode);
        Assert.Equal(id, run.Json.GetProperty("state").GetProperty(kind).GetString());
    }

    [Fact]
    public async Task Inspect_Journal_PrintsTheRangeAskedFor()
    {
        var run = await CliRun.Of(
            ["inspect", "journal", "market/MADEUP", "--from", "3", "--most", "2", "--database", database.Tampered(), "--json"], TestContext.Current.CancellationToken);
        Assert.Equal([3L, 4L], run.Json.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
    }

    [Theory]
    [InlineData("inspect", "account", "nobody")]
    [InlineData("inspect", "market", "NONE")]
    [InlineData("inspect", "journal", "market/NONE")]
    public async Task Inspect_OfWhatIsNotThere_Exits4(params string[] args)
    {
        var run = await CliRun.Of([.. args, "--database", database.Tampered()], TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.NotFound, run.ExitCode);
    }

    private Task<CliRun> Verify(params string[] tampering) =>
        CliRun.Of(["verify", "--database", database.Tampered(tampering), "--json"], TestContext.Current.CancellationToken);

    private static void AssertFault(CliRun run, string where, string what)
    {
        Assert.Equal(ExitCodes.VerificationFailed, run.ExitCode);
        var fault = run.Json.GetProperty("fault");
        Assert.StartsWith(where, fault.GetProperty("where").GetString(), StringComparison.Ordinal);
        Assert.Contains(what, fault.GetProperty("what").GetString(), StringComparison.Ordinal);
    }
}
