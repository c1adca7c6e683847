using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Orleans;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>How a pool sizes its default fund, and what the last review found. A part of its ledger.</summary>
[GenerateSerializer, Immutable, Alias("Clearinghouse.FundSizing")]
public sealed record FundSizing
{
    /// <summary>A pool that does not size its fund.</summary>
    public static FundSizing None { get; } = new();

    /// <summary>The rules; null while none are set, and then nothing is reviewed.</summary>
    [Id(0)] public FundTerms? Terms { get; init; }

    /// <summary>Which accounts belong to which group of affiliates. Others are groups of their own.</summary>
    [Id(1)] public ImmutableSortedDictionary<AccountId, string> Groups { get; init; } = ImmutableSortedDictionary<AccountId, string>.Empty;

    /// <summary>The last review; null before the first.</summary>
    [Id(2)] public FundReview? Review { get; init; }

    /// <summary>What the house must have put in, for accounts that no venue brought; null before the first review.</summary>
    [Id(3)] public FundTopUp? House { get; init; }

    /// <summary>The sequence of the event that last changed <see cref="Groups"/>; 0 for none, and for groups of before this was kept.</summary>
    [Id(4)] public long AffiliatesVersion { get; init; }

    /// <summary>The groups, for those who count accounts together.</summary>
    [JsonIgnore]
    public Affiliates Affiliates => Affiliates.Of(AffiliatesVersion, Groups);

    /// <summary>Whether a review is due.</summary>
    public bool IsReviewDueAt(DateTimeOffset now) => Terms is { } terms && (Review is not { } last || last.PolicyVersion != terms.Version || now >= last.At.AddSeconds(terms.Policy.ReviewIntervalSeconds));

    /// <summary>With a group of affiliates set: exactly these accounts are in it.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="accounts">Who is in it; none to end it.</param>
    /// <param name="version">The sequence of the event.</param>
    internal FundSizing With(string group, ImmutableArray<AccountId> accounts, long version) => this with
    {
        AffiliatesVersion = version,
        Groups = Groups.RemoveRange(Groups.Where(pair => pair.Value == group).Select(pair => pair.Key)).SetItems(accounts.Select(account => KeyValuePair.Create(account, group))),
    };
}
