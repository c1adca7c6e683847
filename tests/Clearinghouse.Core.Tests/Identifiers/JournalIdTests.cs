using Clearinghouse.Core.Identifiers;
using Xunit;

namespace Clearinghouse.Core.Tests.Identifiers;

public sealed class JournalIdTests : IdentifierContract<JournalId>
{
    [Fact]
    public void Journals_are_named_for_their_owners()
    {
        Assert.Equal("account/alice", JournalId.ForAccount(AccountId.Create("alice")).Value);
        Assert.Equal("market/BTC-PERP", JournalId.ForMarket(MarketId.Create("BTC-PERP")).Value);
        Assert.Equal("pool/main", JournalId.ForPool(PoolId.Create("main")).Value);
    }

    [Theory]
    [InlineData("account/alice", "account", "alice")]
    [InlineData("x/y.z", "x", "y.z")]
    [InlineData("alone", "", "alone")]
    public void Kind_and_key_are_the_parts(string text, string kind, string key)
    {
        var id = JournalId.Create(text);
        Assert.Equal((kind, key), (id.Kind, id.Key));
    }

    [Fact]
    public void Default_has_neither_kind_nor_key() => Assert.Equal(("", ""), (default(JournalId).Kind, default(JournalId).Key));

    [Fact]
    public void The_longest_name_of_an_owner_fits()
    {
        var longest = new string('a', 64);
        Assert.Equal(longest, JournalId.ForAccount(AccountId.Create(longest)).Key);
        Assert.True(JournalId.TryCreate(new string('a', 96), out _));
        Assert.False(JournalId.TryCreate(new string('a', 97), out _));
        Assert.False(JournalId.TryCreate("account/-alice", out _));
    }

    [Fact]
    public void Nobody_has_no_journal() => Assert.Throws<ArgumentException>(() => JournalId.ForAccount(default));
}
