using System.Globalization;
using Clearinghouse.Core.Collateral;
using Clearinghouse.Core.Margin;
using Clearinghouse.Core.Units;

namespace Clearinghouse.Cli.Margin;

/// <summary>A margin statement for people.</summary>
internal static class MarginText
{
    /// <summary>Writes equity, requirement, lines and liquidation prices.</summary>
    public static void Write(CliOutput output, MarginStatement statement, IEnumerable<LiquidationPoint> points)
    {
        output.WriteTable($"margin of {statement.Account}: {statement.Policy}", [.. Totals(statement)]);
        if (!statement.Components.IsEmpty)
            output.WriteTable("requirement by component: initial / maintenance", statement.Components.Select(component => (LabelOf(component), $"{component.Initial} / {component.Maintenance}")));
        if (statement.Collateral is { } collateral) output.WriteTable($"collateral beside cash (terms {statement.CollateralVersion}): market value, what is taken off it, and what counts", CollateralRows(collateral));
        if (!statement.Markets.IsEmpty) output.WriteTable("what governs the markets", statement.Markets.SelectMany(RowsOf));
        if (!statement.Lines.IsEmpty) output.WriteTable("contracts", statement.Lines.SelectMany(RowsOf));
        var rows = points.Select(point => ($"{point.Market} at {point.IndexPrice}", TextOf(point))).ToList();
        if (rows.Count > 0) output.WriteTable("the account is short when this market alone reaches", rows);
    }

    /// <summary>The totals of a statement.</summary>
    public static IEnumerable<(string Label, string Value)> Totals(MarginStatement statement)
    {
        yield return ("cash", statement.Cash.ToString());
        if (statement.Collateral is { } collateral) yield return ("collateral beside cash, after haircuts", collateral.Value.ToString());
        yield return ("unrealised profit, less funding owed", statement.Lines.Aggregate(Core.Units.Amount.Zero, (sum, line) => sum + line.Unrealised - line.FundingOwed).ToString());
        yield return ("equity", statement.Equity.ToString());
        yield return ("initial margin", statement.InitialMargin.ToString());
        yield return ("maintenance margin", statement.MaintenanceMargin.ToString());
        yield return ("free collateral", statement.FreeCollateral.ToString());
        yield return ("gross notional", statement.GrossNotional.ToString());
        yield return ("leverage", statement.Leverage?.ToString("0.00", CultureInfo.InvariantCulture) ?? "no equity");
        if (statement.WorstScenario is { } scenario) yield return ("scenario that hurts most", scenario);
        if (statement.ScenarioVersion is { } version) yield return ("scenario set", version);
    }

    private static IEnumerable<(string Label, string Value)> CollateralRows(CollateralValuation collateral)
    {
        foreach (var line in collateral.Lines)
        {
            yield return ($"{line.Asset}: market value", line.MarketValue.ToString());
            foreach (var term in line.Terms) yield return ($"{line.Asset}: less {term.Reason}", $"-{term.Amount}");
            if (line.UnpricedQuantity is { } unpriced) yield return ($"{line.Asset}: units without a price", unpriced.ToString());
            yield return ($"{line.Asset}: counts for", line.Value.ToString());
        }

        if (collateral.OverCap.IsPositive) yield return ("over the account's cap", $"-{collateral.OverCap}");
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(MarginLine line)
    {
        var name = $"{line.Market} {line.Contract}";
        yield return ($"{name}: quantity at mark (snapshot {line.SnapshotVersion})", $"{line.Quantity} at {line.MarkPrice}");
        yield return ($"{name}: unrealised, funding owed", $"{line.Unrealised}, {line.FundingOwed}");
        yield return ($"{name}: initial / maintenance by itself", $"{line.InitialMargin} / {line.MaintenanceMargin}");
    }

    private static IEnumerable<(string Label, string Value)> RowsOf(MarketTerms market)
    {
        yield return ($"{market.Market}: initial / maintenance rate, a day's volatility", $"{market.InitialMarginRate} / {market.MaintenanceMarginRate}, {market.DailyVolatility}");
        yield return ($"{market.Market}: versions of parameters and snapshot", $"{market.ParametersVersion}, {market.SnapshotVersion}");
        if (market.Adaptation is not { } adaptation) yield break;
        if (adaptation.Override is { } demand) yield return ($"{market.Market}: overridden until {demand.ExpiresAt:u}", demand.Reason);
        if (adaptation.Target.MaintenanceMarginRate != market.MaintenanceMarginRate) yield return ($"{market.Market}: maintenance rate on its way until {adaptation.RampEndsAt:u}", $"{adaptation.Target.MaintenanceMarginRate}");
        if (adaptation.Announced is { } announced) yield return ($"{market.Market}: announced for {announced.EffectiveAt:u}", $"initial rate {announced.InitialMarginRate}, volatility {announced.DailyVolatility}");
        if (adaptation.Set?.Links is not { } links) yield break;
        yield return ($"{market.Market}: forecast by", $"{links.ModelVersion} as of {links.AsOf:u}{(adaptation.IsStale ? ", stale" : string.Empty)}");
        yield return ($"{market.Market}: forecast for a day, peak of the week, long run", $"{links.ForecastVolatility}, {links.PeakVolatility}, {links.LongRunVolatility}");
        yield return ($"{market.Market}: blended, floored, buffered, posted", $"{links.BlendedVolatility}, {links.FlooredVolatility}, {links.BufferedVolatility}, {links.PostedVolatility}");
        yield return ($"{market.Market}: worst marks long / short, in posted deviations; margin; at the week's peak", $"{links.QuantileLong} / {links.QuantileShort}; {links.MarginLong} / {links.MarginShort}; {links.PeakMargin}");
    }

    private static string LabelOf(MarginComponent component) => component.Detail is { } detail ? $"{component.Kind} ({detail})" : component.Kind.ToString();

    private static string TextOf(LiquidationPoint point) => point.LiquidationPrice is { } price
        ? string.Create(CultureInfo.InvariantCulture, $"{price} ({point.DistanceFraction:+0.0 %;-0.0 %;0 %}, {point.DistanceSigmas:0.0} daily sigmas)")
        : "no price within a hundredth and a hundred times";
}
