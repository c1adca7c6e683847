namespace Clearinghouse.Core.Products;

/// <summary>What a contract promises. All kinds are linear in their settlement value and quoted in the pool's currency.</summary>
public enum ContractKind
{
    /// <summary>No expiry; held to its index by funding.</summary>
    Perpetual = 0,

    /// <summary>Settles to the index price at expiry.</summary>
    Future = 1,

    /// <summary>European: settles at expiry to what exercise is worth. Its price is the premium per unit of underlying.</summary>
    Option = 2,
}
