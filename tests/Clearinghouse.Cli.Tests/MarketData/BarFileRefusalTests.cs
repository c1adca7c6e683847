using System.Text;
using Clearinghouse.MarketData.Files;
using Xunit;

namespace Clearinghouse.Cli.Tests.MarketData;

public sealed class BarFileRefusalTests : IDisposable
{
    private const string Good = "1000,2,3,1,2,5";

    private readonly BarFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2000,2,1,3,2,5", "High or low contradicts")]
    [InlineData("2000,2,3,2.5,2,5", "High or low contradicts")]
    [InlineData("2000,2,3,1,3.5,5", "High or low contradicts")]
    [InlineData("1000,2,3,1,2,5", "is there twice")]
    [InlineData("999,2,3,1,2,5", "comes after a later one")]
    [InlineData("2000,0,3,0,2,5", "zero or below")]
    [InlineData("2000,2,3,-1,2,5", "zero or below")]
    [InlineData("2000,2,3,1,2,-5", "volume is below zero")]
    [InlineData("2000,2,3,1,2", "5 columns instead of 6")]
    [InlineData("2000,2,3,1,2,5,6", "7 columns instead of 6")]
    [InlineData("2000,2,three,1,2,5", "high is 'three'")]
    [InlineData("2000,2,,1,2,5", "high is ''")]
    [InlineData("2000,2,NaN,1,2,5", "high is 'NaN'")]
    [InlineData("2000,2,1000000000000,1,2,5", "beyond the largest price")]
    [InlineData("yesterday,2,3,1,2,5", "'yesterday' is no time")]
    [InlineData("2000.5,2,3,1,2,5", "'2000.5' is no time")]
    [InlineData("2E3,2,3,1,2,5", "'2E3' is no time")]
    public async Task Bad_rows_are_refused_with_their_line(string row, string problem)
    {
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, Good, row, "3000,2,3,1,2,5");

        await Refused(path, line: 3, problem);
    }

    [Fact]
    public async Task Lines_are_counted_with_blank_ones()
    {
        var path = _folder.WriteGzip("x.csv", BarFolder.PlainHeader, "", Good, "", "", "2000,2,3,1,2");

        await Refused(path, line: 6, "5 columns");
    }

    [Fact]
    public async Task Newest_first_is_refused_where_the_layout_has_no_such_order()
    {
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, "2000,2,3,1,2,5", Good);

        await Refused(path, line: 3, "comes after a later one");
    }

    [Fact]
    public async Task A_descending_file_names_the_line_as_it_stands_in_the_file()
    {
        const string Row = "2020-09-20,BTC/USD,2,3,1,2,5";
        var path = _folder.Write(
            "x.csv", "https://www.CryptoDataDownload.com", "Date,Symbol,Open,High,Low,Close,Volume", "2020-09-21,BTC/USD,2,3,1,2,5", Row, Row);

        await Refused(path, line: 4, "is there twice");
    }

    [Theory]
    [InlineData("Unix,Date,Symbol,Open,High,Low,Close,Volume", "1.58623E+12,2020-04-07,BTC/USD,2,3,1,2,5", "'1.58623E+12' is no time")]
    [InlineData("Unix,Date,Symbol,Open,High,Low,Close,Volume", "-1,2020-04-07,BTC/USD,2,3,1,2,5", "'-1' is no time")]
    [InlineData("Unix,Date,Symbol,Open,High,Low,Close,Volume", "1600560000000001,2020-04-07,BTC/USD,2,3,1,2,5", "is no time")]
    [InlineData("Date,Symbol,Open,High,Low,Close,Volume", "07/04/2020,BTC/USD,2,3,1,2,5", "'07/04/2020' is no time")]
    [InlineData("open_time,open,high,low,close,volume,a,b,c,d,e,f", "1600560000,2,3,1,2,5,0,0,0,0,0,0", "'1600560000' is no time")]
    public async Task Times_that_cannot_be_told_are_refused(string header, string row, string problem) =>
        await Refused(_folder.Write("x.csv", header, row), line: 2, problem);

    [Theory]
    [InlineData("timestamp_ms,close,volume")]
    [InlineData("timestamp_ms,funding_rate")]
    [InlineData("timestamp_ms;open;high;low;close;volume")]
    [InlineData("<html>")]
    [InlineData("1000,2,3,1,2,5")]
    public async Task Unknown_layouts_are_refused(string header) =>
        await Refused(_folder.Write("x.csv", header, "1000,1.003,1185.1"), line: 1, "none of the layouts");

    [Fact]
    public async Task Missing_files_and_folders_are_refused()
    {
        await Refused(_folder.Missing("none.csv"), line: null, "no such file");
        await Refused(Path.GetDirectoryName(_folder.Missing("x"))!, line: null, "no such file");
    }

    [Fact]
    public async Task Empty_files_and_files_without_bars_are_refused()
    {
        await Refused(_folder.Write("empty.csv"), line: null, "is empty");
        await Refused(_folder.WriteGzip("empty.csv.gz"), line: null, "is empty");
        await Refused(_folder.Write("header.csv", BarFolder.PlainHeader), line: null, "no usable bar");
        await Refused(_folder.Write("address.csv", "https://www.CryptoDataDownload.com"), line: null, "no usable bar");
    }

    [Fact]
    public async Task Damaged_gzip_is_refused()
    {
        var rows = Enumerable.Range(1, 20_000).Select(i => $"{i}000,{i % 97 + 2},{i % 97 + 3},1,2,{i * 7919L % 10007}");
        var packed = BarFolder.Gzip([BarFolder.PlainHeader, .. rows]);
        var flipped = packed.ToArray();
        flipped.AsSpan(packed.Length / 2, 40).Fill(0xFF);

        await Refused(_folder.WriteBytes("cut.csv.gz", packed[..(packed.Length / 2)]), line: null, "cut off");
        await Refused(_folder.WriteBytes("end.csv.gz", packed[..^3]), line: null, "cut off");
        await Refused(_folder.WriteBytes("beginning.csv.gz", packed[..3]), line: null, "cut off");
        await Refused(_folder.WriteBytes("twice.csv.gz", [.. packed, .. packed]), line: 20_002, "is no time");
        await Refused(_folder.WriteBytes("joined.csv.gz", [.. packed, .. BarFolder.Gzip("20001000,2,3,1,2,5")]), line: null, "several joined");
        await Refused(_folder.WriteBytes("flipped.csv.gz", flipped), line: null, "cannot be read");
    }

    [Fact]
    public async Task An_unclosed_quote_is_refused_where_it_opens()
    {
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, Good, "\"2000,2,3,1,2,5", "3000,2,3,1,2,5");

        await Refused(path, line: 3, "cannot be read");
    }

    [Fact]
    public void A_single_bar_streams_but_makes_no_series()
    {
        var path = _folder.Write("x.csv", BarFolder.PlainHeader, Good);

        Assert.Single(BarFile.Stream(path));
        Assert.Contains("single bar", Assert.Throws<BarFileException>(() => BarFile.Read(path)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_says_where_what_and_what_to_do()
    {
        var path = _folder.WriteBytes("x.csv", Encoding.UTF8.GetBytes($"{BarFolder.PlainHeader}\n1000,2,1,3,2,5"));

        var refusal = Assert.Throws<BarFileException>(() => BarFile.Read(path));

        Assert.Equal(
            $"{path}, line 2: High or low contradicts another price: open 2, high 1, low 3, close 2. "
            + "Correct the file, or let such bars be left out and counted.",
            refusal.Message);
    }

    private static async Task Refused(string path, long? line, string problem)
    {
        var cancellation = TestContext.Current.CancellationToken;
        BarFileException[] refusals =
        [
            Assert.Throws<BarFileException>(() => BarFile.Stream(path).Count()),
            await Assert.ThrowsAsync<BarFileException>(() => BarFile.ReadAsync(path, cancellationToken: cancellation)),
        ];
        Assert.All(refusals, refusal =>
        {
            Assert.Contains(problem, refusal.Problem, StringComparison.Ordinal);
            Assert.Equal(line, refusal.Line);
            Assert.Equal(path, refusal.Path);
            Assert.NotEmpty(refusal.Remedy);
        });
    }
}
