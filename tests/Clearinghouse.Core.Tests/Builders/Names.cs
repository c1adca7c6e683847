using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>The names and the time that the tests share.</summary>
internal static class Names
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly PoolId Pool = PoolId.Create("main");
    internal static readonly PoolId OtherPool = PoolId.Create("other");
    internal static readonly MarketId Btc = MarketId.Create("btc");
    internal static readonly MarketId Eth = MarketId.Create("eth");
    internal static readonly ContractId Perp = ContractId.Create("btc-perp");
    internal static readonly ContractId Dated = ContractId.Create("btc-mar");
    internal static readonly ContractId Call = ContractId.Create("btc-100-c");
    internal static readonly VenueId Venue = VenueId.Create("venue");
    internal static readonly AccountId Alice = AccountId.Create("alice");
    internal static readonly AccountId Bob = AccountId.Create("bob");
    internal static readonly AccountId Carol = AccountId.Create("carol");

    internal static CommandHeader Header(string id, long sequence = 1, string sender = "operator") =>
        new(PrincipalId.Create(sender), CommandId.Create(id), sequence);
}
