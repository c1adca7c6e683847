using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.Clearing.Accounts;

/// <summary>The account will hold positions in a market. Durable before the first reservation there is granted, so that the account knows whom to ask when it wakes up.</summary>
/// <param name="Market">The market.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.MarketJoined")]
public sealed record MarketJoined([property: Id(0)] MarketId Market) : AccountEvent;
