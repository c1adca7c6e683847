using Clearinghouse.Core.Auctions;
using Clearinghouse.Core.Liquidation;
using Clearinghouse.Core.Products;
using Clearinghouse.Core.Tests.Liquidation;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;

namespace Clearinghouse.Core.Tests.Auctions;

/// <summary>What holds of every auction: what is sold, for how much, and what is left of the account.</summary>
public sealed class AuctionLawTests
{
    private static readonly Gen<Ratio> Rates = Gen.Frequency((1, Gen.Const(0)), (5, Gen.Int[1, 100_000])).Select(ppm => Ratio.FromPpm(ppm));

    private static readonly Gen<Ratio> Shares = Gen.Int[1, 1_000_000].Select(ppm => Ratio.FromPpm(ppm));

    private static readonly Gen<AuctionTerms> AnyTerms = Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 120], Gen.Int[0, 1_000_000], Gen.Int[1, 600], Gen.Int[1, 600], Gen.Int[1, 2_000_000]).Select((start, fast, share, slow, insolvent, reserve) => new AuctionTerms
    {
        StartConcession = Ratio.FromPpm(start),
        FastSeconds = fast,
        FastShare = Ratio.FromPpm(share),
        SlowSeconds = slow,
        InsolventSeconds = insolvent,
        ReserveMultiple = Ratio.FromPpm(reserve),
    });

    [Fact]
    public void ASlice_IsNoMoreThanTheShareOfEveryPosition_InWholeLots_OnTicks_AgainstTheAccount() => Gen.Select(LiquidationBooks.Requests, Shares, Rates, Rates).Sample((request, share, concession, penalty) =>
    {
        var legs = AuctionSlice.LegsOf(request.Input, share, concession, penalty);
        foreach (var leg in legs)
        {
            var exposure = request.Input.Exposures.Single(held => held.Contract.Contract.Id == leg.Contract);
            var held = exposure.Position.Quantity;
            Assert.Equal(-held.Sign, leg.Quantity.Sign);
            Assert.True(Rational.From(leg.Quantity.Abs()) <= Rational.From(held.Abs()) * Rational.From(share));
            Assert.True(leg.Quantity.IsMultipleOf(exposure.Contract.Contract.Lot) && leg.Price.IsMultipleOf(exposure.Contract.Contract.Tick) && leg.Price.IsPositive);
            if (exposure.Contract.Contract.Kind == ContractKind.Option) continue;
            Assert.True(leg.IsSale ? leg.Price <= leg.Mark : leg.Price >= leg.Mark);
            Assert.Equal(leg.Cost, exposure.Contract.Contract.ValueOf(leg.Quantity, leg.Price - leg.Mark) + leg.Penalty);
        }
    });

    [Fact]
    public void WhatASliceCosts_IsWhatTheAccountHasLess() => Gen.Select(LiquidationBooks.Requests, Shares, Rates, Rates).Sample((request, share, concession, penalty) =>
    {
        var legs = AuctionSlice.LegsOf(request.Input, share, concession, penalty);
        var (before, after) = (request.Policy.Evaluate(request.Input), request.Policy.Evaluate(AuctionSlice.After(request.Input, legs)));
        Assert.True(before.Equity - after.Equity <= legs.Aggregate(Amount.Zero, (sum, leg) => sum + leg.Cost));
        if (share == Ratio.One) Assert.True(after.MaintenanceMargin.IsZero);
    });

    [Fact]
    public void TheRestoringShare_Restores_AndOneStepLessDoesNot() => Gen.Select(LiquidationBooks.Requests, Rates).Sample((request, concession) =>
    {
        var share = RestoringShare.Of(request.Input, request.Policy, request.Terms, concession, request.Terms.Penalty);
        Assert.Equal(share.IsZero, RestoringShare.IsRestored(request.Input, request.Policy, request.Terms));
        if (share.IsZero) return;
        Assert.False(IsRestoredBy(share - Ratio.FromPpm(1)));
        Assert.True(share == Ratio.One || IsRestoredBy(share));

        bool IsRestoredBy(Ratio sold) =>
            RestoringShare.IsRestored(AuctionSlice.After(request.Input, AuctionSlice.LegsOf(request.Input, sold, concession, request.Terms.Penalty)), request.Policy, request.Terms);
    });

    [Fact]
    public void WhatIsOffered_NeverFalls_EndsAtTheReserve_AndIsTheNaiveLine() => Gen.Select(LiquidationBooks.Requests, AnyTerms, Gen.Int[0, 2_000], Gen.Int[0, 2_000]).Sample((request, terms, one, other) =>
    {
        Assert.Null(terms.Check());
        if (PathOf(request, terms) is not { } path) return;
        var (early, late) = (TimeSpan.FromSeconds(Math.Min(one, other)), TimeSpan.FromSeconds(Math.Max(one, other)));
        Assert.True(path.At(early, terms) <= path.At(late, terms));
        Assert.True(path.At(late, terms) <= path.Reserve && path.Solvent <= path.Reserve);
        Assert.Equal(path.Reserve, path.At(path.LengthOf(terms), terms));
        Assert.Equal(Naive(path, terms, late.TotalSeconds), path.At(late, terms).ToDouble(), 3e-6);
    });

    [Fact]
    public void AsFarAsTheAccountPays_ItOwesNothingAfterwards() => Gen.Select(LiquidationBooks.Requests, AnyTerms).Sample((request, terms) =>
    {
        if (PathOf(request, terms) is not { Solvent.IsPositive: true } path) return;
        var legs = AuctionSlice.LegsOf(request.Input, Ratio.One, path.Solvent, request.Terms.Penalty);

        // A tick on every contract and a unit of rounding on every penalty are all that can be missing.
        var contracts = request.Input.Exposures.Select(held => held.Contract.Contract).ToDictionary(contract => contract.Id);
        var ticks = legs.Aggregate(A("0.0000000000001"), (sum, leg) => sum + contracts[leg.Contract].ValueOf(leg.Quantity.Abs(), contracts[leg.Contract].Tick));
        Assert.True(request.Policy.Evaluate(AuctionSlice.After(request.Input, legs)).Equity + ticks >= Amount.Zero);
    });

    private static ConcessionPath? PathOf(LiquidationRequest request, AuctionTerms terms) =>
        ConcessionPath.Of(request.Input, request.Policy.Evaluate(request.Input), terms, request.Terms.Penalty);

    private static double Naive(ConcessionPath path, AuctionTerms terms, double seconds)
    {
        var (start, solvent, reserve) = (path.Start.ToDouble(), path.Solvent.ToDouble(), path.Reserve.ToDouble());
        if (solvent == 0) return start + ((reserve - start) * Math.Min(1, seconds / terms.InsolventSeconds));
        var fast = solvent * terms.FastShare.ToDouble();
        (double At, double Rate)[] corners = [(0, Math.Min(start, fast)), (terms.FastSeconds, fast), (terms.FastSeconds + terms.SlowSeconds, solvent), (terms.FastSeconds + terms.SlowSeconds + terms.InsolventSeconds, reserve)];
        for (var i = 1; i < corners.Length; i++)
        {
            if (seconds >= corners[i].At) continue;
            return corners[i - 1].Rate + ((corners[i].Rate - corners[i - 1].Rate) * (seconds - corners[i - 1].At) / (corners[i].At - corners[i - 1].At));
        }

        return reserve;
    }
}
