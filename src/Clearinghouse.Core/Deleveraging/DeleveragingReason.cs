namespace Clearinghouse.Core.Deleveraging;

/// <summary>Why an account is reduced or not.</summary>
public enum DeleveragingReason
{
    /// <summary>Its leverage is not above the level: it is left alone.</summary>
    BelowLevel = 0,

    /// <summary>It is reduced to the level and gives up money at the common rate.</summary>
    Reduced = 1,

    /// <summary>It is reduced to the level and gives up less than the common rate: more would leave it worse margined, or be more than the bound.</summary>
    HaircutLimited = 2,

    /// <summary>It is left alone because closing its share, rounded to lots, would raise its requirement.</summary>
    LeftOut = 3,
}
