namespace Clearinghouse.Core.Risk;

/// <summary>The positions of an account with portfolio margin, as a sweep reads them.</summary>
/// <param name="Contracts">Indexes of the book's contracts, those of a market next to one another.</param>
/// <param name="Quantities">Contracts held; negative short.</param>
internal sealed record PortfolioRow(int[] Contracts, double[] Quantities);
