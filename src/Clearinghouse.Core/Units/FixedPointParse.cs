namespace Clearinghouse.Core.Units;

/// <summary>What became of an attempt to read a fixed-point number.</summary>
internal enum FixedPointParse
{
    /// <summary>Read; the value is exact.</summary>
    Success = 0,

    /// <summary>Not plain decimal digits.</summary>
    Malformed = 1,

    /// <summary>A number, with non-zero digits beyond the decimals of the type.</summary>
    TooPrecise = 2,

    /// <summary>A number outside the range of the type.</summary>
    OutOfRange = 3,
}
