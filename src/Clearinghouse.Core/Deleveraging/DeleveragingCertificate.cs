using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Deleveraging;

/// <summary>
/// A published proof of a deleveraging: what was required, the level and the rate that follow from it, and every account that could have been reduced. Anyone can check it with nothing else in hand
/// (<see cref="Verify()"/>), and whoever knows positions and prices can check the requirements too.
/// </summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.DeleveragingCertificate")]
public sealed record DeleveragingCertificate
{
    /// <summary>The default that caused it.</summary>
    [Id(0)] public required DefaultId Default { get; init; }

    /// <summary>The net notional that had to be closed.</summary>
    [Id(1)] public required Amount RequiredReduction { get; init; }

    /// <summary>The money that had to be given up.</summary>
    [Id(2)] public required Amount Deficit { get; init; }

    /// <summary>What the level was made to cover: the deficit, or a little more where rounding to lots took away from what could be given up.</summary>
    [Id(3)] public required Amount Cover { get; init; }

    /// <summary>The objective: the highest net notional over equity that is left, equity before what was given up. The threshold: who stood above it is reduced to it, who did not is left alone.</summary>
    [Id(4)] public required AmountFraction Level { get; init; }

    /// <summary>What is given up per net notional closed: the dual. Null when everybody gives the most it can.</summary>
    [Id(5)] public AmountFraction? HaircutRate { get; init; }

    /// <summary>Every account that could have been reduced.</summary>
    [Id(6)] public required ImmutableArray<DeleveragingLine> Lines { get; init; }

    /// <summary>The largest part of its equity that an account gives up; null for all of it.</summary>
    [Id(8)] public Ratio? MaxHaircut { get; init; }

    /// <summary>SHA-256 of everything above, in hexadecimal: one altered digit anywhere is found.</summary>
    [Id(7)] public required string Digest { get; init; }

    /// <summary>The net notional closed.</summary>
    [JsonIgnore]
    public Amount TotalReduction => Lines.Aggregate(Amount.Zero, (sum, line) => sum + line.Reduction);

    /// <summary>The money given up.</summary>
    [JsonIgnore]
    public Amount TotalHaircut => Lines.Aggregate(Amount.Zero, (sum, line) => sum + line.Haircut);

    /// <summary>What is closed of an account's positions; empty for nothing.</summary>
    public ImmutableArray<LegClosure> ClosuresOf(AccountId account) => [.. Lines.Where(line => line.Account == account).SelectMany(line => line.Legs).Where(leg => !leg.Closed.IsZero)];

    /// <summary>Says what is wrong, one sentence each; empty when the certificate holds.</summary>
    public ImmutableArray<string> Verify() => CertificateCheck.FaultsOf(this);

    /// <summary>As <see cref="Verify()"/>, and asks the margin engine for every requirement again.</summary>
    public ImmutableArray<string> Verify(BasketRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        return [.. Verify(), .. CertificateCheck.RequirementFaultsOf(this, requirement)];
    }

    /// <summary>The certificate with its digest. That makes it whole, not right: see <see cref="Verify()"/>.</summary>
    public static DeleveragingCertificate Seal(
        DefaultId cause, Amount required, Amount deficit, Amount cover, AmountFraction level, AmountFraction? rate, ImmutableArray<DeleveragingLine> lines, Ratio? maxHaircut = null)
    {
        var open = new DeleveragingCertificate
        {
            Default = cause,
            RequiredReduction = required,
            Deficit = deficit,
            Cover = cover,
            Level = level,
            HaircutRate = rate,
            MaxHaircut = maxHaircut,
            Lines = lines,
            Digest = "",
        };
        return open with { Digest = open.ComputeDigest() };
    }

    /// <summary>The digest that the content has.</summary>
    internal string ComputeDigest()
    {
        // Names hold no blanks or line ends, so no two contents share a text.
        var text = new StringBuilder("clearinghouse/deleveraging-certificate/v1\n");
        Write($"{Default} {RequiredReduction} {Deficit} {Cover} {Level.Numerator} {Level.Denominator} {HaircutRate?.Numerator} {HaircutRate?.Denominator}");
        if (MaxHaircut is { } most) Write($"at most {most}");
        foreach (var line in Lines)
        {
            Write($"{line.Account} {line.Notional} {line.Equity} {line.Reduction} {line.Haircut} {line.MostHaircut} {line.RequirementBefore} {line.RequirementAfter} {(int)line.Reason} {line.Legs.Length}");
            foreach (var leg in line.Legs) Write($"{leg.Market} {leg.Contract} {leg.Held} {leg.Lot} {leg.Closed}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void Write(FormattableString part) => text.Append(part.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
