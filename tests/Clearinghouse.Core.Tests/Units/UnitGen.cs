using System.Numerics;
using Clearinghouse.Core.Units;
using CsCheck;

namespace Clearinghouse.Core.Tests.Units;

/// <summary>Values over the whole range of a unit: every magnitude is as likely as any other, and the edges come up often.</summary>
internal static class UnitGen
{
    internal static readonly Gen<Rounding> Rounding = Gen.Enum<Rounding>();

    internal static readonly Gen<Price> Price = Of<Price>();

    internal static readonly Gen<Quantity> Quantity = Of<Quantity>();

    internal static readonly Gen<Amount> Amount = Of<Amount>();

    internal static readonly Gen<Ratio> Ratio = Of<Ratio>();

    internal static Gen<T> Of<T>()
        where T : struct, IFixedPoint<T>
    {
        var bits = T.MaxValue.WideRaw > long.MaxValue ? 128 : 64;
        var anyMagnitude = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, bits - 1])
            .Select((high, low, shift) => T.FromWideRaw(Cut(new UInt128(high, low), bits) >> shift));
        Int128[] edges = [T.MinValue.WideRaw, T.MaxValue.WideRaw, 0, T.One.WideRaw, -T.One.WideRaw];
        var nearAnEdge = Gen.Select(Gen.Int[0, edges.Length - 1], Gen.Int[-3, 3])
            .Select((edge, step) => BigInteger.Clamp(edges[edge] + (BigInteger)step, T.MinValue.WideRaw, T.MaxValue.WideRaw))
            .Select(raw => T.FromWideRaw((Int128)raw));
        return Gen.Frequency((9, anyMagnitude), (1, nearAnEdge));
    }

    private static Int128 Cut(UInt128 value, int bits) =>
        unchecked(bits == 64 ? (Int128)(long)(ulong)value : (Int128)value);
}
