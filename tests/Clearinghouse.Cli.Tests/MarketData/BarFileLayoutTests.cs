using System.Text;
using Clearinghouse.Core.Units;
using Clearinghouse.MarketData;
using Clearinghouse.MarketData.Files;
using Xunit;

namespace Clearinghouse.Cli.Tests.MarketData;

public sealed class BarFileLayoutTests : IDisposable
{
    private const string Klines = ",28.00000000,";

    private static readonly Bar First = Bar(1600560000000, "27.2035", "27.2043", "26.9472", "27.109", 63419.63m);
    private static readonly Bar Second = Bar(1600563600000, "27.11", "27.1528", "26.8663", "27.0195", 106023.791m);
    private readonly BarFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Plain_layout_packed_or_not_whatever_the_name(bool isPacked)
    {
        string[] lines =
        [
            BarFolder.PlainHeader,
            "1600560000000,27.2035,27.2043,26.9472,27.109,63419.63",
            "1600563600000,27.11,27.1528,26.8663,27.0195,106023.791",
        ];
        var path = isPacked ? _folder.WriteGzip("BNBUSDT_spot_1h.csv", lines) : _folder.Write("BNBUSDT_spot_1h.csv.gz", lines);

        await HoldsBoth(path, BarLayout.Plain, "BNBUSDT");
    }

    [Fact]
    public async Task Plain_layout_with_other_column_order_byte_order_mark_and_carriage_returns()
    {
        const string Text = "volume,close,low,high,open,timestamp_ms\r\n"
            + "63419.63,27.109,26.9472,27.2043,27.2035,1600560000000\r\n\r\n"
            + "106023.791,27.0195,26.8663,27.1528,27.11,1600563600000";
        var path = _folder.WriteBytes("BNBUSDT.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)]);

        await HoldsBoth(path, BarLayout.Plain, "BNBUSDT");
    }

    [Theory]
    [InlineData("", "000")]
    [InlineData("", "000000")]
    [InlineData("open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore", "000")]
    [InlineData("Open time,Open,High,Low,Close,Volume,Close time,Quote,Trades,Taker base,Taker quote,Ignore", "000000")]
    public async Task Binance_klines_with_and_without_header_in_milliseconds_and_microseconds(string header, string fraction)
    {
        string[] rows =
        [
            $"1600560000{fraction},27.20350000,27.2043,26.9472,27.109,63419.63,1600563599{fraction}{Klines}1,2,3,0",
            $"1600563600{fraction},27.11,27.1528,26.8663,27.0195,106023.791,1600567199{fraction}{Klines}1,2,3,0",
        ];
        var path = _folder.Write("BNBUSDT-1h-2020-09.csv", header.Length == 0 ? rows : [header, .. rows]);

        await HoldsBoth(path, BarLayout.BinanceKlines, "BNBUSDT");
    }

    [Fact]
    public void Binance_dumps_joined_across_the_change_to_microseconds_are_read_row_by_row()
    {
        var path = _folder.Write(
            "BNBUSDT.csv",
            $"1735686000000,1,1,1,1,5,1735689599999{Klines}1,2,3,0",
            $"1735689600000000,1,1,1,1,5,1735693199999999{Klines}1,2,3,0");

        Assert.Equal([1735686000000, 1735689600000], BarFile.Stream(path).Select(bar => bar.OpenTimeMs));
    }

    [Theory]
    [InlineData("Unix,Date,Symbol,Open,High,Low,Close,Volume BNB,Volume USDT,tradecount", "1600563600,", "1600560000,", ",9,9")]
    [InlineData("unix,date,symbol,open,high,low,close,Volume BNB,Volume USDT", "1600563600000,", "1600560000000,", ",9")]
    [InlineData("Unix Timestamp,Date,Symbol,Open,High,Low,Close,Volume", "1600563600.0,", "1600560000,", "")]
    [InlineData("Date,Symbol,Open,High,Low,Close,Volume BNB,Volume USDT", "", "", ",9")]
    public async Task CryptoDataDownload_newest_first_comes_out_ascending(string header, string newer, string older, string tail)
    {
        var path = _folder.Write(
            "Binance_BNBUSDT_1h.csv",
            "https://www.CryptoDataDownload.com",
            header,
            $"{newer}2020-09-20 01:00:00,BNB/USDT,27.11,27.1528,26.8663,27.0195,106023.791{tail}",
            $"{older}2020-09-20 00:00:00,BNB/USDT,27.2035,27.2043,26.9472,27.109,63419.63{tail}");

        await HoldsBoth(path, BarLayout.CryptoDataDownload, "BNBUSDT");
    }

    [Fact]
    public async Task CryptoDataDownload_oldest_first_without_address_and_with_twelve_hour_dates()
    {
        var path = _folder.Write(
            "gemini.csv",
            "Date,Symbol,Open,High,Low,Close,Volume BNB,Volume USDT",
            "2020-09-20 12-AM,BNBUSDT,27.2035,27.2043,26.9472,27.109,63419.63,9",
            "2020-09-20 01-AM,BNBUSDT,27.11,27.1528,26.8663,27.0195,106023.791,9");

        await HoldsBoth(path, BarLayout.CryptoDataDownload, "BNBUSDT");
    }

    [Fact]
    public void A_stated_symbol_goes_before_the_file_s()
    {
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, "1000,1,1,1,1,0", "2000,1,1,1,1,0");

        Assert.Equal("BTC", BarFile.Read(path, new() { Symbol = "BTC" }).Series.Symbol);
        Assert.Equal("x", BarFile.Read(path).Series.Symbol);
    }

    [Fact]
    public void Prices_finer_than_eight_decimals_are_rounded_half_to_even_and_counted()
    {
        var path = _folder.Write(
            "x.csv", BarFolder.PlainHeader, "1000,0.000000025,0.000000035,0.000000014999,2.5E-08,0", "2000,1.000000000,1,1,1,0");

        var reading = BarFile.Read(path);

        Assert.Equal(Bar(1000, "0.00000002", "0.00000004", "0.00000001", "0.00000002", 0), reading.Series.Bars[0]);
        Assert.Equal(4, reading.Quality.PricesRounded);
    }

    [Fact]
    public void Prices_do_not_pass_through_binary_floating_point()
    {
        // 17 digits: the nearest double is 12345678901.234568.
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, "1000,12345678901.234567,12345678901.234567,1,1,0");

        Assert.Equal("12345678901.234567", BarFile.Stream(path).Single().Open.ToString());
    }

    private static Bar Bar(long openTimeMs, string open, string high, string low, string close, decimal volume) =>
        new(openTimeMs, Price.Parse(open), Price.Parse(high), Price.Parse(low), Price.Parse(close), volume);

    private static async Task HoldsBoth(string path, BarLayout layout, string symbol)
    {
        var cancellation = TestContext.Current.CancellationToken;
        BarReading[] readings = [BarFile.Read(path), await BarFile.ReadAsync(path, cancellationToken: cancellation)];
        Assert.All(readings, reading =>
        {
            Assert.Equal(layout, reading.Layout);
            Assert.Equal(symbol, reading.Series.Symbol);
            Assert.Equal(3_600_000, reading.Series.IntervalMs);
            Assert.Equal([First, Second], reading.Series.Bars);
        });
        Assert.Equal([First, Second], BarFile.Stream(path));
        Assert.Equal([First, Second], await BarFile.StreamAsync(path, cancellationToken: cancellation).ToListAsync(cancellation));
    }
}
