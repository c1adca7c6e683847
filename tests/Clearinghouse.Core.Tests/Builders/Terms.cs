using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Products;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Builders;

/// <summary>Terms of contracts that can be listed; a test changes what it is about.</summary>
internal static class Terms
{
    internal static readonly DateTimeOffset Expiry = new(2026, 3, 27, 8, 0, 0, TimeSpan.Zero);

    internal static Contract Perpetual(string id = "btc-perp", string multiplier = "1") => new()
    {
        Id = ContractId.Create(id),
        Kind = ContractKind.Perpetual,
        Multiplier = Q(multiplier),
        Tick = P("0.5"),
        Lot = Q("0.1"),
    };

    internal static Contract Future(string id = "btc-mar", string multiplier = "1") =>
        Perpetual(id, multiplier) with { Kind = ContractKind.Future, Expiry = Expiry };

    internal static Contract Option(OptionRight right, string strike = "100", string id = "btc-100-c") =>
        Future(id) with { Kind = ContractKind.Option, Right = right, Strike = P(strike) };
}
