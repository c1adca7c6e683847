using Clearinghouse.Core.Protocols;

namespace Clearinghouse.Cli.Margin;

/// <summary>A report of a pool's venues for people.</summary>
internal static class ProtocolText
{
    /// <summary>Writes a table per venue, and one for the pool.</summary>
    public static void Write(CliOutput output, ProtocolReport report)
    {
        foreach (var line in report.Protocols) output.WriteTable($"{line.Venue}: {line.Status}", [.. RowsOf(line)]);
        output.WriteTable($"pool {report.Pool} at {report.At:u}", [.. RowsOf(report.Total), ("saved by clearing venues together, initial margin", $"{report.NettingBenefit}"), .. Unpriced(report)]);
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(ProtocolLine line)
    {
        foreach (var row in RowsOf(line.Exposure)) yield return row;
        yield return ("initial margin of its positions by themselves", $"{line.Exposure.StandAloneMargin}");
        yield return ("share of all positions, of all margin", $"{line.OpenShare}, {line.MarginShare}");
        if (line.Fund is { } fund) yield return ("default fund: paid in, left, owed", $"{fund.Contributed}, {fund.Balance}, {fund.Owed}");
        if (line.Concentration is { } refusal) yield return ("brings no new risk", $"{refusal}");
        if (line.State?.Reason is { } reason) yield return ("why", reason);
        if (line.State?.CloseAt is { } closeAt) yield return ("positions are closed from", $"{closeAt:u}");
        if (line.State?.PortedTo is { } to) yield return ("accounts go to", $"{to}");
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(ProtocolExposure exposure)
    {
        yield return ("accounts", $"{exposure.Accounts}");
        yield return ("positions, both sides", $"{exposure.Gross}");
        yield return ("positions, net by market", $"{exposure.Net}");
        foreach (var (market, sides) in exposure.Markets) yield return ($"{market}: long / short", $"{sides.Long} / {sides.Short}");
        yield return ("cash", $"{exposure.Cash}");
        yield return ("collateral beside cash, after haircuts", $"{exposure.CollateralValue}");
        yield return ("equity", $"{exposure.Equity}");
        yield return ("initial / maintenance margin", $"{exposure.InitialMargin} / {exposure.MaintenanceMargin}");
    }

    private static IEnumerable<(string Label, string Value)> Unpriced(ProtocolReport report) =>
        report.Unpriced == 0 ? [] : [("accounts left out, prices unknown", $"{report.Unpriced}")];
}
