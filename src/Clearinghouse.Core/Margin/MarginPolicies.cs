namespace Clearinghouse.Core.Margin;

/// <summary>The policy that an account chose.</summary>
/// <param name="portfolio">Portfolio margin with its parameters.</param>
public sealed class MarginPolicies(PortfolioMargin portfolio) : IMarginPolicy
{
    private readonly CrossMargin _cross = new();

    /// <summary>The policies with default parameters.</summary>
    public static MarginPolicies Default { get; } = new(new PortfolioMargin(new PortfolioMarginParameters()));

    /// <summary>Portfolio margin.</summary>
    internal PortfolioMargin Portfolio => portfolio;

    /// <inheritdoc/>
    public MarginStatement Evaluate(MarginInput input) => input.Terms.Mode == MarginMode.Portfolio ? portfolio.Evaluate(input) : _cross.Evaluate(input);
}
