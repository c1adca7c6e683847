using System.Globalization;
using Clearinghouse.Core.Units;
using CsvHelper;

namespace Clearinghouse.MarketData.Files;

/// <summary>Turns the current row into a bar.</summary>
internal sealed class BarRowParser(string path, CsvReader csv, BarColumns columns)
{
    private int _pricesRounded;

    /// <exception cref="BarFileException">A column is missing or is no number.</exception>
    internal BarRow Parse()
    {
        if (csv.FieldCount != columns.Count)
            throw Malformed($"The row has {csv.FieldCount} columns instead of {columns.Count}.");

        _pricesRounded = 0;
        var bar = new Bar(
            Time(), Price(columns.Open, "open"), Price(columns.High, "high"), Price(columns.Low, "low"), Price(columns.Close, "close"),
            Number(columns.Volume, "volume"));
        return new(csv.LineNumber, bar, _pricesRounded);
    }

    private long Time()
    {
        var text = csv.GetString(columns.Time);
        return BarTimes.Read(text, columns) ?? throw Malformed($"'{text}' is no time that this layout can hold.");
    }

    private Price Price(int column, string name)
    {
        var exact = Number(column, name);
        var price = decimal.Round(exact, Core.Units.Price.DecimalPlaces, MidpointRounding.ToEven);
        if (price != exact) _pricesRounded++;
        if (price > Core.Units.Price.MaxValue.ToDecimal() || price < Core.Units.Price.MinValue.ToDecimal())
            throw Malformed($"The {name}, {csv.GetString(column)}, is beyond the largest price, {Core.Units.Price.MaxValue}.");
        return Core.Units.Price.FromDecimal(price);
    }

    private decimal Number(int column, string name)
    {
        // Exponents are exact in a decimal: some sources write a small price as 4.2E-06.
        var isNumber = decimal.TryParse(csv.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber ? number : throw Malformed($"The {name} is '{csv.GetString(column)}', which is no number.");
    }

    private BarFileException Malformed(string problem) => new(path, csv.LineNumber, problem, "Correct the row or fetch the file again.");
}
