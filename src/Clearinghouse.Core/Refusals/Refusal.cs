using Orleans;

namespace Clearinghouse.Core.Refusals;

/// <summary>
/// A refusal as a value: the code and the numbers that bind. The numbers are the culture-free text of a unit type;
/// which unit follows from the code.
/// </summary>
/// <param name="Code">The permanent number of the reason.</param>
[GenerateSerializer, Immutable, Alias("Clearinghouse.Refusal")]
public sealed record Refusal([property: Id(0)] RefusalCode Code)
{
    /// <summary>What was refused or who was short: a field, an account, a contract.</summary>
    [Id(1)] public string? Subject { get; init; }

    /// <summary>What would have been needed.</summary>
    [Id(2)] public string? Required { get; init; }

    /// <summary>What there was.</summary>
    [Id(3)] public string? Available { get; init; }

    /// <summary>The limit that binds.</summary>
    [Id(4)] public string? Limit { get; init; }

    /// <summary>A sentence for a person; nothing parses it.</summary>
    [Id(5)] public string? Detail { get; init; }

    /// <summary>When the same would pass, if nothing else changes meanwhile; null when that is not known, or never.</summary>
    [Id(6)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>One line: code, number and whatever binds.</summary>
    public override string ToString()
    {
        var text = $"{Code} ({(int)Code})";
        if (Subject is not null) text += $" {Subject}";
        if (Required is not null) text += $", required {Required}";
        if (Available is not null) text += $", available {Available}";
        if (Limit is not null) text += $", limit {Limit}";
        if (NotBefore is { } time) text += $", not before {time:O}";
        return Detail is null ? text : $"{text}: {Detail}";
    }
}
