using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Breakers;

/// <summary>What a market's breaker is told by others than its own prices; nulls demand nothing.</summary>
/// <param name="LiquidationVolume">Notional of the market's positions in accounts below maintenance margin, which must be closed, as a multiple of the market's depth; null without a depth.</param>
/// <param name="PoolDepletion">What accounts of the pool owe beyond all they have, as a share of the pool's funds against losses, from 0 to 1; null while the pool has none.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.BreakerInputs")]
public sealed record BreakerInputs([property: Id(0)] Ratio? LiquidationVolume, [property: Id(1)] Ratio? PoolDepletion)
{
    /// <summary>Nothing is known.</summary>
    public static BreakerInputs None { get; } = new(null, null);

    /// <summary>The least change that is worth an event, in parts per million.</summary>
    private const long LeastChangePpm = 10_000;

    /// <summary>Whether these say something else than others did, noise aside. All clear is always worth saying.</summary>
    public bool IsNewsAfter(BreakerInputs last)
    {
        ArgumentNullException.ThrowIfNull(last);
        return Differs(LiquidationVolume, last.LiquidationVolume) || Differs(PoolDepletion, last.PoolDepletion);

        static bool Differs(Ratio? now, Ratio? before) =>
            now != before && (now is not { } value || before is not { } known || value == Ratio.Zero || Math.Abs(value.Ppm - known.Ppm) >= LeastChangePpm);
    }
}
