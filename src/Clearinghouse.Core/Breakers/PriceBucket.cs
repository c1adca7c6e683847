using System.Runtime.InteropServices;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.Breakers;

/// <summary>Highest and lowest price of one slice of time.</summary>
/// <param name="Index">Which slice: Unix time divided by its width.</param>
/// <param name="High">The highest price.</param>
/// <param name="Low">The lowest price.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PriceBucket(long Index, Price High, Price Low);
