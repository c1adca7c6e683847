using System.Text;
using Clearinghouse.Core.Clearing.Accounts;
using Clearinghouse.Core.Clearing.Markets;
using Clearinghouse.Core.Clearing.Pools;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Tests.Architecture;
using Xunit;

namespace Clearinghouse.Core.Tests.Commands;

/// <summary>
/// The bytes that are signed, hashed and journaled, written down. Journals and signatures live for ever: when a test here fails, the change has
/// broken every one of them, and it is the change that must go.
/// </summary>
public sealed class GoldenEncodingTests
{
    [Fact]
    public void Commands_AreSignedAsTheyWere() =>
        Golden("commands.txt", CommandSamples.All.Select(command => Encoding.UTF8.GetString(CanonicalEncoding.EncodeForSigning(command)).Replace('\n', ' ')));

    [Fact]
    public void MarketEvents_AreJournaledAsTheyWere() => Golden("market-events.txt", EventSamples.Market.Select(Encode));

    [Fact]
    public void AccountEvents_AreJournaledAsTheyWere() => Golden("account-events.txt", EventSamples.Account.Select(Encode));

    [Fact]
    public void PoolEvents_AreJournaledAsTheyWere() => Golden("pool-events.txt", EventSamples.Pool.Select(Encode));

    [Fact]
    public void Samples_HoldEveryCommandAndEvent()
    {
        Assert.Empty(Missing<ICommand>(CommandSamples.All));
        Assert.Empty(Missing<MarketEvent>(EventSamples.Market));
        Assert.Empty(Missing<AccountEvent>(EventSamples.Account));
        Assert.Empty(Missing<PoolEvent>(EventSamples.Pool));
    }

    private static string Encode<T>(T e) => Encoding.UTF8.GetString(CanonicalEncoding.Encode(e));

    private static void Golden(string file, IEnumerable<string> encoded) =>
        Assert.Equal(File.ReadAllLines(Path.Combine(SourceTree.Root, "tests", "Clearinghouse.Core.Tests", "Commands", "Golden", file)), encoded);

    private static IEnumerable<Type> Missing<T>(IEnumerable<T> samples) => typeof(T).Assembly.GetTypes()
        .Where(type => typeof(T).IsAssignableFrom(type) && !type.IsAbstract)
        .Except(samples.Select(sample => sample!.GetType()));
}
