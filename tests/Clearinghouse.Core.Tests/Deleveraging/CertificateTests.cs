using System.Collections.Immutable;
using Clearinghouse.Core.Deleveraging;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using CsCheck;
using Xunit;
using static Clearinghouse.Core.Tests.Builders.Numbers;
using static Clearinghouse.Core.Tests.Deleveraging.Baskets;

namespace Clearinghouse.Core.Tests.Deleveraging;

/// <summary>A certificate holds as it was sealed, and in no other way.</summary>
public sealed class CertificateTests
{
    private static readonly Amount Step = Amount.FromRaw(1);

    private static readonly Func<DeleveragingLine, DeleveragingLine>[] LineChanges =
    [
        line => line with { Account = AccountId.Create("somebody") },
        line => line with { Notional = line.Notional + Step },
        line => line with { Equity = line.Equity + Step },
        line => line with { Reduction = line.Reduction + Step },
        line => line with { Reduction = line.Reduction - Step },
        line => line with { Haircut = line.Haircut + Step },
        line => line with { Haircut = line.Haircut - Step },
        line => line with { MostHaircut = line.MostHaircut + Step },
        line => line with { RequirementBefore = line.RequirementBefore + Step },
        line => line with { RequirementAfter = line.RequirementAfter + Step },
        line => line with { Reason = line.Reason == DeleveragingReason.Reduced ? DeleveragingReason.BelowLevel : DeleveragingReason.Reduced },
        line => line with { Legs = [.. line.Legs.Select(leg => leg with { Closed = leg.Closed + leg.Lot })], Haircut = line.Haircut, Equity = line.Legs.IsEmpty ? line.Equity + Step : line.Equity },
        line => line with { Legs = [.. line.Legs.Select(leg => leg with { Held = leg.Held + leg.Lot })], Equity = line.Legs.IsEmpty ? line.Equity + Step : line.Equity },
    ];

    private static readonly Func<DeleveragingCertificate, DeleveragingCertificate>[] Changes =
    [
        certificate => certificate with { Default = DefaultId.Create("d2") },
        certificate => certificate with { RequiredReduction = certificate.RequiredReduction + Step },
        certificate => certificate with { Deficit = certificate.Deficit + Step },
        certificate => certificate with { Cover = certificate.Cover + Step },
        certificate => certificate with { Level = certificate.Level with { Numerator = certificate.Level.Numerator + Step } },
        certificate => certificate with { Level = certificate.Level with { Denominator = certificate.Level.Denominator + Step } },
        certificate => certificate with { HaircutRate = certificate.HaircutRate is { } rate ? rate with { Numerator = rate.Numerator + Step } : AmountFraction.Zero },
        certificate => certificate with { Digest = certificate.Digest.Replace(certificate.Digest[0], certificate.Digest[0] == '0' ? '1' : '0') },
        certificate => certificate with { Lines = certificate.Lines.RemoveAt(0) },
        certificate => certificate with { Lines = certificate.Lines.Add(certificate.Lines[0]) },
    ];

    [Fact]
    public void AsSealed_ItHolds() => Requests.Sample(request => Assert.Empty(MinimaxDeleveraging.Plan(request, Requirement).Certificate.Verify(Requirement)));

    [Fact]
    public void AnyAlteredNumber_IsFound() => Gen.Select(Requests, Gen.Int[0, Changes.Length + LineChanges.Length - 1], Gen.Int[0, 7]).Sample((request, change, line) =>
    {
        var certificate = MinimaxDeleveraging.Plan(request, Requirement).Certificate;
        var altered = change < Changes.Length ? Changes[change](certificate) : WithLine(certificate, line % certificate.Lines.Length, LineChanges[change - Changes.Length]);
        Assert.NotEmpty(altered.Verify());
    });

    [Fact]
    public void AShareMovedToAnother_IsFound_EvenWithANewDigest() => Requests.Where(request => request.Accounts.Length > 1).Sample(request =>
    {
        var certificate = MinimaxDeleveraging.Plan(request, Requirement).Certificate;
        var (least, most) = (certificate.Lines.MinBy(line => line.Haircut)!, certificate.Lines.MaxBy(line => line.Haircut)!);
        if (most.Haircut - least.Haircut <= Step + Step) return;
        var moved = certificate.Lines.Select(line => line == least ? line with { Haircut = most.Haircut } : line == most ? line with { Haircut = least.Haircut } : line);
        Assert.NotEmpty(Resealed(certificate, [.. moved]).Verify());
    });

    [Fact]
    public void ADeeperCutThanNeeded_IsFound_EvenWithANewDigest() => Gen.Select(Accounts, Gen.Int[1, 90]).Sample((accounts, percent) =>
    {
        var required = Sum(accounts.Select(account => account.Notional)).Times(Ratio.FromPpm(percent * 10_000), Rounding.Floor);
        var deeper = MinimaxDeleveraging.Plan(new DeleveragingRequest(Cause, required + A("1"), Amount.Zero, accounts), Requirement).Certificate;
        if (deeper.TotalReduction <= required) return;
        var claimed = DeleveragingCertificate.Seal(Cause, required, Amount.Zero, Amount.Zero, deeper.Level, deeper.HaircutRate, deeper.Lines);
        Assert.NotEmpty(claimed.Verify());
    });

    [Fact]
    public void MoreThanTheBound_IsFound_EvenWithANewDigest() => Requests.Sample(request =>
    {
        // Made without a bound, and claimed to keep one that the largest haircut breaks.
        var certificate = MinimaxDeleveraging.Plan(request with { MaxHaircut = null }, Requirement).Certificate;
        if (certificate.Lines.All(line => line.Haircut.IsZero)) return;
        var largest = certificate.Lines.Max(line => new AmountFraction(line.Haircut, line.Equity).ToDouble());
        var claimed = DeleveragingCertificate.Seal(
            certificate.Default, certificate.RequiredReduction, certificate.Deficit, certificate.Cover, certificate.Level, certificate.HaircutRate, certificate.Lines, Ratio.FromPpm(Math.Max(1, (long)(largest / 2 * 1_000_000))));
        if (largest > 0.000_01) Assert.NotEmpty(claimed.Verify());
    });

    [Fact]
    public void AFalseRequirement_IsFoundByWhoeverHasTheEngine()
    {
        var request = new DeleveragingRequest(Cause, A("100"), A("1"), [Account("a", 20, 0, A("10"), Amount.Zero), Account("b", 20, -5, A("90"), Amount.Zero)]);
        var certificate = MinimaxDeleveraging.Plan(request, (_, _) => Amount.Zero).Certificate;
        Assert.Empty(certificate.Verify());
        Assert.Contains(certificate.Verify(Requirement), fault => fault.StartsWith("a:", StringComparison.Ordinal));
    }

    [Fact]
    public void NumbersBeyondTheRange_AreAFault_NotACrash() => Requests.Sample(request =>
    {
        var certificate = MinimaxDeleveraging.Plan(request, Requirement).Certificate;
        var huge = DeleveragingCertificate.Seal(
            Cause, certificate.RequiredReduction, certificate.Deficit, certificate.Cover, new AmountFraction(Amount.MaxValue, Step), new AmountFraction(Amount.MaxValue, Step), certificate.Lines, certificate.MaxHaircut);
        if (certificate.TotalReduction.IsPositive) Assert.NotEmpty(huge.Verify());
        Assert.NotEmpty(Resealed(certificate, [.. certificate.Lines.Select(line => line with { Notional = Amount.MaxValue, Equity = Amount.MaxValue })]).Verify());
    });

    private static DeleveragingCertificate WithLine(DeleveragingCertificate certificate, int line, Func<DeleveragingLine, DeleveragingLine> change) =>
        certificate with { Lines = certificate.Lines.SetItem(line, change(certificate.Lines[line])) };

    private static DeleveragingCertificate Resealed(DeleveragingCertificate certificate, ImmutableArray<DeleveragingLine> lines) =>
        DeleveragingCertificate.Seal(certificate.Default, certificate.RequiredReduction, certificate.Deficit, certificate.Cover, certificate.Level, certificate.HaircutRate, lines, certificate.MaxHaircut);
}
