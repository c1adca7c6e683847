using System.Security.Cryptography;
using Clearinghouse.Core.Clearing;
using Clearinghouse.Core.Commands;

namespace Clearinghouse.Cli.Verification;

/// <summary>A running hash of legs, so that what an account applied and what a market owed it are compared without keeping either.</summary>
internal sealed class LegDigest
{
    private byte[] _hash = [];

    /// <summary>Takes in the next leg.</summary>
    public void Add(AccountLeg leg) => _hash = SHA256.HashData([.. _hash, .. CanonicalEncoding.Encode(leg)]);

    /// <summary>True when both took in the same legs in the same order.</summary>
    public bool Matches(LegDigest other) => _hash.AsSpan().SequenceEqual(other._hash);
}
