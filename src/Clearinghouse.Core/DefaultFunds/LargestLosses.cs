using Clearinghouse.Core.Units;

namespace Clearinghouse.Core.DefaultFunds;

/// <summary>The members with the largest uncovered losses of each scenario, found in one pass. Of equals the first stays.</summary>
/// <param name="scenarios">How many scenarios.</param>
/// <param name="count">How many members are kept of each; at least 1.</param>
internal sealed class LargestLosses(int scenarios, int count)
{
    private readonly MemberStress[][] _largest = [.. Enumerable.Range(0, scenarios).Select(_ => Array.Empty<MemberStress>())];

    /// <summary>Those of a scenario, largest first; who loses nothing is not among them.</summary>
    public IReadOnlyList<MemberStress> Of(int scenario) => _largest[scenario];

    /// <summary>Whether a member is among the largest of any scenario.</summary>
    public bool Holds(string member) => _largest.Any(some => some.Any(one => one.Member == member));

    /// <summary>Takes a member into account.</summary>
    public void Add(int scenario, MemberStress member)
    {
        var held = _largest[scenario];
        if (!member.Uncovered.IsPositive || (held.Length == count && held[^1].Uncovered >= member.Uncovered)) return;
        var at = Array.FindIndex(held, one => one.Uncovered < member.Uncovered);
        var place = at < 0 ? held.Length : at;
        _largest[scenario] = [.. held.Take(place).Append(member).Concat(held.Skip(place)).Take(count)];
    }
}
