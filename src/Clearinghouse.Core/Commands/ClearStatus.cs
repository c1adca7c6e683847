namespace Clearinghouse.Core.Commands;

/// <summary>What became of a trade. When several fields differ from the trade cleared under the id, the first named here is given.</summary>
public enum ClearStatus
{
    /// <summary>Refused; nothing changed.</summary>
    Refused = 0,

    /// <summary>Novated now, and durable.</summary>
    Created = 1,

    /// <summary>This trade was novated before.</summary>
    Exists = 2,

    /// <summary>A trade with this id was novated in another contract.</summary>
    ExistsWithDifferentContract = 3,

    /// <summary>A trade with this id was novated for another buyer.</summary>
    ExistsWithDifferentBuyer = 4,

    /// <summary>A trade with this id was novated for another seller.</summary>
    ExistsWithDifferentSeller = 5,

    /// <summary>A trade with this id was novated at another price.</summary>
    ExistsWithDifferentPrice = 6,

    /// <summary>A trade with this id was novated for another quantity.</summary>
    ExistsWithDifferentQuantity = 7,

    /// <summary>A trade with this id was novated under another sequence.</summary>
    ExistsWithDifferentSequence = 8,
}
