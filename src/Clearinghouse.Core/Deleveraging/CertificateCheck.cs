using System.Collections.Immutable;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// Checks a certificate by the conditions that make a deleveraging right and optimal, not by planning it again: everybody above the level is cut to it and nobody else is touched; no more is closed than
/// required, unless a level one step higher could not cover the deficit; what is given up sums to the deficit at one rate; nobody ends worse margined.
/// </summary>
internal static class CertificateCheck
{
    private static readonly Amount Unit = Amount.FromRaw(1);

    public static ImmutableArray<string> FaultsOf(DeleveragingCertificate certificate)
    {
        try
        {
            return RangeFaultOf(certificate) is { } fault ? [fault] : ConditionFaultsOf(certificate);
        }
        catch (OverflowException)
        {
            // What was planned was computed within the range, so this was not.
            return ["a number is beyond the ledger's range"];
        }
    }

    private static ImmutableArray<string> ConditionFaultsOf(DeleveragingCertificate certificate)
    {
        ImmutableArray<DeleveragingLine> eligible = [.. certificate.Lines.Where(line => line.Reason != DeleveragingReason.LeftOut)];
        return
        [
            .. DigestFaults(certificate),
            .. certificate.Lines.SelectMany(line => LineFaults(certificate, line)),
            .. LevelFaults(certificate, eligible),
            .. HaircutFaults(certificate, eligible),
            .. LegFaults(eligible),
        ];
    }

    public static IEnumerable<string> RequirementFaultsOf(DeleveragingCertificate certificate, BasketRequirement requirement)
    {
        foreach (var line in certificate.Lines)
        {
            var account = AccountOf(line);
            if (requirement(account, [.. line.Legs.Select(leg => leg.Held)]) != line.RequirementBefore) yield return $"{line.Account}: the requirement before is not the margin engine's";
            if (line.Reason != DeleveragingReason.LeftOut && requirement(account, [.. line.Legs.Select(leg => leg.Left)]) != line.RequirementAfter)
                yield return $"{line.Account}: the requirement after is not the margin engine's";
        }
    }

    private static string? RangeFaultOf(DeleveragingCertificate certificate)
    {
        if (certificate.RequiredReduction.IsNegative || certificate.Deficit.IsNegative || certificate.Cover < LeastCoverOf(certificate)) return "what is required is out of range";
        if (!IsFraction(certificate.Level) || (certificate.HaircutRate is { } rate && !IsFraction(rate))) return "the level or the rate is no fraction";
        if (certificate.MaxHaircut is { } most && (!most.IsPositive || most > Ratio.One)) return "the largest part of an equity is out of range";
        if (certificate.Lines.DistinctBy(line => line.Account).Count() != certificate.Lines.Length) return "an account occurs twice";
        return certificate.Lines.FirstOrDefault(IsOutOfRange) is { } bad ? $"{bad.Account}: a number is out of range" : null;

        static bool IsFraction(AmountFraction fraction) => !fraction.Numerator.IsNegative && fraction.Denominator.IsPositive;
        static bool IsOutOfRange(DeleveragingLine line) => line.Notional.IsNegative || !line.Equity.IsPositive || line.Reduction.IsNegative || line.Reduction > line.Notional
            || line.Haircut.IsNegative || line.RequirementBefore.IsNegative || line.RequirementAfter.IsNegative || line.Legs.Any(leg => !leg.Lot.IsPositive);
    }

    /// <summary>The deficit, but under a bound no more than all bounds together.</summary>
    private static Amount LeastCoverOf(DeleveragingCertificate certificate) => certificate.MaxHaircut is null
        ? certificate.Deficit
        : Amount.Min(certificate.Deficit, LeverageLevel.MostOf([.. certificate.Lines.Where(line => line.Reason != DeleveragingReason.LeftOut).Select(AccountOf)], certificate.MaxHaircut));

    private static IEnumerable<string> DigestFaults(DeleveragingCertificate certificate)
    {
        if (certificate.ComputeDigest() != certificate.Digest) yield return "the digest is not that of the content";
    }

    private static IEnumerable<string> LineFaults(DeleveragingCertificate certificate, DeleveragingLine line)
    {
        if (line.Reason == DeleveragingReason.LeftOut)
        {
            if (!line.Reduction.IsZero || !line.Haircut.IsZero || line.RequirementAfter <= line.RequirementBefore) yield return $"{line.Account}: left out without reason";
            yield break;
        }

        var exact = LeverageLevel.CutAt(line.Notional, line.Equity, certificate.Level);
        var isRoundedDown = line.Reduction == exact - Unit && !certificate.Level.TimesFloor(line.Equity).CutOff.IsZero;
        if (line.Reduction != exact && !isRoundedDown) yield return $"{line.Account}: not cut to the level";
        if (line.RequirementAfter > line.RequirementBefore) yield return $"{line.Account}: requires more than before";
        else if (line.MostHaircut != MinimaxDeleveraging.MostHaircut(line.Notional, line.Equity, line.Reduction, line.RequirementBefore, line.RequirementAfter, certificate.MaxHaircut))
            yield return $"{line.Account}: the most it can give up is another amount";
        if (line.Haircut > line.MostHaircut) yield return $"{line.Account}: gives up more than leaves it as well margined as before";
        if (line.Reason != MinimaxDeleveraging.ReasonOf(line.Reduction, line.MostHaircut, certificate.HaircutRate)) yield return $"{line.Account}: another reason applies";
    }

    private static IEnumerable<string> LevelFaults(DeleveragingCertificate certificate, ImmutableArray<DeleveragingLine> eligible)
    {
        var total = certificate.TotalReduction;
        var all = eligible.Aggregate(Amount.Zero, (sum, line) => sum + line.Notional);
        var required = Amount.Min(all, certificate.RequiredReduction);
        if (total < required) yield return "less is closed than required";
        if (total <= required)
        {
            if (certificate.RequiredReduction.IsZero && !eligible.IsEmpty && eligible.All(line => certificate.Level.CompareQuotient(line.Notional, line.Equity) < 0)) yield return "the level is above all leverage";
            yield break;
        }

        // More is closed than required: only so far as the deficit needs.
        var level = certificate.Level;
        if (level.Denominator != Amount.One) yield return "a level that covers is in steps of 10^-16";
        ImmutableArray<DeleveragingAccount> accounts = [.. eligible.Select(AccountOf)];
        var higher = new AmountFraction(level.Numerator + Unit, level.Denominator);
        if (LeverageLevel.Covers(accounts, LeverageLevel.CutsAt(accounts, higher), certificate.Cover, certificate.MaxHaircut)) yield return "a higher level covers the deficit";
    }

    private static IEnumerable<string> HaircutFaults(DeleveragingCertificate certificate, ImmutableArray<DeleveragingLine> eligible)
    {
        var given = certificate.TotalHaircut;
        if (given > certificate.Deficit) yield return "more is given up than the deficit";
        if (certificate.HaircutRate is not { } rate)
        {
            foreach (var line in eligible.Where(line => line.Haircut != line.MostHaircut)) yield return $"{line.Account}: does not give the most it can";
            yield break;
        }

        if (given != certificate.Deficit) yield return "what is given up is not the deficit";
        foreach (var line in eligible)
        {
            var (floor, cutOff) = rate.TimesFloor(line.Reduction);
            var least = Amount.Min(floor, line.MostHaircut);
            var most = cutOff.IsZero ? least : Amount.Min(floor + Unit, line.MostHaircut);
            if (line.Haircut < least || line.Haircut > most) yield return $"{line.Account}: does not give up at the rate";
        }
    }

    private static IEnumerable<string> LegFaults(ImmutableArray<DeleveragingLine> eligible)
    {
        var expected = LegSplit.Of([.. eligible.Select(AccountOf)], [.. eligible.Select(line => line.Reduction)]);
        return eligible.Where((line, i) => !line.Legs.SequenceEqual(expected[i])).Select(line => $"{line.Account}: positions are not closed in proportion");
    }

    private static DeleveragingAccount AccountOf(DeleveragingLine line) =>
        new(line.Account, line.Notional, line.Equity, Amount.Zero, [.. line.Legs.Select(leg => new BasketLeg(leg.Market, leg.Contract, leg.Held, leg.Lot))]);
}
