using System.Collections.Immutable;
using Clearinghouse.Core.Commands;
using Clearinghouse.Core.Defaults;
using Clearinghouse.Core.Refusals;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Auctions;

/// <summary>What became of a bid.</summary>
/// <param name="Status">As of any command. A bid that was taken before is answered by where it stands in the auctioned account's journal.</param>
/// <param name="Sequence">Where it stands there; 0 when refused.</param>
/// <param name="Refusal">Why it was refused; null when taken.</param>
/// <param name="Share">What it took, as a share of the portfolio as it was; zero when refused or taken before.</param>
/// <param name="Concession">What it was given, as a fraction of notional; zero when refused or taken before.</param>
/// <param name="Trades">What was ordered from the markets: the bidder gets the opposite of each quantity. Empty when refused or taken before.</param>
/// <param name="Answers">What the markets said, one per trade; empty while they have not, and then they are asked until they do.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BidOutcome")]
public sealed record BidOutcome(
    [property: Id(0)] CommandStatus Status,
    [property: Id(1)] long Sequence,
    [property: Id(2)] Refusal? Refusal,
    [property: Id(3)] Ratio Share,
    [property: Id(4)] Ratio Concession,
    [property: Id(5)] ImmutableArray<CloseOut> Trades,
    [property: Id(6)] ImmutableArray<CloseOutAnswer> Answers)
{
    /// <summary>Refused.</summary>
    public static BidOutcome Refused(Refusal refusal) => new(CommandStatus.Refused, 0, refusal, Ratio.Zero, Ratio.Zero, [], []);

    /// <summary>Known from before.</summary>
    public static BidOutcome Known(CommandStatus status, long sequence, Refusal? refusal) => new(status, sequence, refusal, Ratio.Zero, Ratio.Zero, [], []);
}
