using System.Collections.Immutable;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Collateral;

/// <summary>A market value on its way down: what is left, and what each reason took, so that the parts sum to the whole exactly.</summary>
internal sealed class HaircutReductions
{
    private readonly ImmutableArray<HaircutTerm>.Builder _terms = ImmutableArray.CreateBuilder<HaircutTerm>();
    private readonly Amount _marketValue;
    private Amount _left;

    /// <summary>Nothing taken off yet.</summary>
    /// <param name="marketValue">In money; not negative.</param>
    internal HaircutReductions(Amount marketValue) => (_marketValue, _left) = (marketValue, marketValue);

    /// <summary>Takes off what is above a value. Rounded down: against the holder.</summary>
    internal void ReduceTo(HaircutReason reason, Rational value)
    {
        if (Rational.From(_left) <= value) return;
        var reduced = value.Round<Amount>(Rounding.Floor);
        _terms.Add(new(reason, _left - reduced));
        _left = reduced;
    }

    /// <summary>Leaves a fraction, from 0 to 1, of what is left.</summary>
    internal void Weigh(HaircutReason reason, double weight) => ReduceTo(reason, Rational.From(_left) * Rational.FromDouble(weight));

    /// <summary>What came of it.</summary>
    internal CollateralLine LineOf(AssetId asset) => new(asset, _marketValue, _left, _terms.ToImmutable());
}
