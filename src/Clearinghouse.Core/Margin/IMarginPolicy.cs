namespace Clearinghouse.Core.Margin;

/// <summary>
/// How much margin a portfolio needs, and why. A policy is a pure function of its input: the same exposures and snapshots give the same statement.
/// </summary>
public interface IMarginPolicy
{
    /// <summary>The statement of a portfolio.</summary>
    MarginStatement Evaluate(MarginInput input);
}
