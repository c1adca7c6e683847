using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Clearinghouse.Core.Identifiers;

namespace Clearinghouse.Grains.Risk;

/// <summary>Which shard watches which account.</summary>
public static class RiskShards
{
    /// <summary>The shard of an account, the same on every node and in every run.</summary>
    /// <param name="account">The account.</param>
    /// <param name="shards">How many there are; positive.</param>
    public static int Of(AccountId account, int shards) =>
        (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(account.Value))) % (uint)shards);
}
