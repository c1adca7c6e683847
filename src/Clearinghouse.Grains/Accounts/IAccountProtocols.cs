using Clearinghouse.Core.Protocols;

namespace Clearinghouse.Grains.Accounts;

/// <summary>What a pool says to an account because of its venue. Only grains of this cluster call it.</summary>
[Alias("Clearinghouse.IAccountProtocols")]
public interface IAccountProtocols : IGrainWithStringKey
{
    /// <summary>The account's venue leaves the pool: the account goes where it goes, or its positions begin to be closed. Returns when that is durable; told again, it does nothing more.</summary>
    [Alias("Follow")]
    Task Follow(ProtocolState venue);
}
