using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Clearinghouse.Core.Identifiers;
using Clearinghouse.Core.Units;
using Orleans;

namespace Clearinghouse.Core.Limits;

/// <summary>An account asks its pool whether something may leave.</summary>
/// <param name="Account">The account.</param>
/// <param name="Sender">Who withdraws.</param>
/// <param name="Id">The id of the withdrawal: asked again under it, the answer is the same, and nothing is counted twice.</param>
/// <param name="Value">What leaves: cash, or the margin value of collateral; not negative.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.WithdrawalRequest")]
public sealed record WithdrawalRequest(
    [property: Id(0)] AccountId Account,
    [property: Id(1)] PrincipalId Sender,
    [property: Id(2)] CommandId Id,
    [property: Id(3)] Amount Value)
{
    /// <summary>What the grant is remembered by: a hash of account, sender and id, which together are longer than an id may be.</summary>
    [JsonIgnore]
    public CommandId Key => CommandId.Create(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Account}/{Sender}/{Id}")))[..32]);
}
