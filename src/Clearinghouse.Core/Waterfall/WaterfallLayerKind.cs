namespace Clearinghouse.Core.Waterfall;

/// <summary>The layers of a waterfall, numbered in the order in which <see cref="DefaultWaterfall"/> puts them.</summary>
public enum WaterfallLayerKind
{
    /// <summary>The defaulter's collateral and margin.</summary>
    DefaulterCollateral = 0,

    /// <summary>The default-fund contribution of the protocol that brought the account.</summary>
    ProtocolContribution = 1,

    /// <summary>The house's own capital: skin in the game.</summary>
    HouseCapital = 2,

    /// <summary>An insurance tranche.</summary>
    InsuranceTranche = 3,

    /// <summary>The contributions of members who failed to bid in the default's auction.</summary>
    JuniorFund = 4,

    /// <summary>The mutual default fund.</summary>
    MutualFund = 5,

    /// <summary>Assessments: what members must pay in beyond their contributions, owed until paid.</summary>
    Assessment = 6,

    /// <summary>Variation-margin gains haircutting.</summary>
    GainsHaircut = 7,

    /// <summary>Auto-deleveraging: what the deleveraged give up.</summary>
    Deleveraging = 8,

    /// <summary>Tear-up: the remaining gains of positions that are ended at a price set by rule.</summary>
    TearUp = 9,

    /// <summary>What no layer covered.</summary>
    Uncovered = 10,
}
