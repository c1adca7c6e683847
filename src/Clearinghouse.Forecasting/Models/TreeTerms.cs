using System.Runtime.InteropServices;

namespace Clearinghouse.Forecasting.Models;

/// <summary>How trees are grown.</summary>
/// <param name="Trees">How many, one after the other.</param>
/// <param name="Leaves">Of each at most.</param>
/// <param name="RowsPerLeafMin">Observations of each leaf at least.</param>
/// <param name="LearningRate">How much of what a tree explains is taken, 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TreeTerms(int Trees, int Leaves, int RowsPerLeafMin, double LearningRate);
