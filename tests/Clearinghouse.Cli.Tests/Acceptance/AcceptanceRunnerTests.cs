using System.Text.Json;
using Clearinghouse.Cli.Acceptance;
using Xunit;

namespace Clearinghouse.Cli.Tests.Acceptance;

public sealed class AcceptanceRunnerTests : IDisposable
{
    private readonly TableFolder _folder = new();
    private readonly AcceptanceRunner _runner = new([new EchoKind()]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("100", "100.00", "", true)]
    [InlineData("100", "100.0000000000000000001", "", false)]
    [InlineData("17014118346046923173168.7303715884105727", "17014118346046923173168.7303715884105728", "", false)]
    [InlineData("1e-9", "0.000000001", "", true)]
    [InlineData("100", "101", "\"absolute\": 1", true)]
    [InlineData("100", "101.0000000000000001", "\"absolute\": 1", false)]
    [InlineData("100", "99", "\"absolute\": 1, \"relative\": 0", true)]
    [InlineData("-1000", "-1001", "\"relative\": 1e-3", true)]
    [InlineData("-1000", "-1001.0001", "\"relative\": 1e-3", false)]
    [InlineData("0", "0.00001", "\"relative\": 1e-3", false)]
    [InlineData("1000", "1002", "\"relative\": 1e-3, \"absolute\": 2", true)]
    [InlineData("1000", "1002", "\"relative\": 2e-3, \"absolute\": 1", true)]
    [InlineData("1000", "-1000", "\"relative\": 1", false)]
    public void Numbers_pass_within_the_larger_of_both_tolerances(string expected, string actual, string tolerance, bool passes)
    {
        string[][] pairs = [[expected, actual], [$"\"{expected}\"", actual], [expected, $"\"{actual}\""], [$"\"{expected}\"", $"\"{actual}\""]];
        Assert.All(pairs, pair => Assert.Equal(passes, Passes(pair[0], pair[1], tolerance)));
    }

    [Theory]
    [InlineData("\"BUY\"", "\"BUY\"", true)]
    [InlineData("\"BUY\"", "\"buy\"", false)]
    [InlineData("\"1 000\"", "\"1000\"", false)]
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("true", "\"true\"", false)]
    [InlineData("null", "null", true)]
    [InlineData("null", "0", false)]
    [InlineData("0", "null", false)]
    [InlineData("[]", "[]", true)]
    [InlineData("[\"1\", {\"a\": 2}]", "[1.0, {\"a\": \"2\", \"b\": 3}]", true)]
    [InlineData("{}", "[]", false)]
    public void Other_values_must_be_equal_and_a_tolerance_does_not_help(string expected, string actual, bool passes) =>
        Assert.Equal(passes, Passes(expected, actual, "\"absolute\": 1000"));

    [Theory]
    [InlineData("""{ "a": [1, 2, 3] }""", """{ "a": [1, 2] }""", "a.length", "3 elements, [1, 2, 3]", "2 elements, [1,2]")]
    [InlineData("""{ "a": [{ "b": "1" }, { "b": "2" }] }""", """{ "a": [{ "b": "1" }, { "b": "3" }] }""", "a[1].b", "\"2\"", "\"3\"")]
    [InlineData("""{ "a": 1, "b": { "c": 1 } }""", """{ "a": 1, "b": { "d": 1 } }""", "b.c", "1", "(absent)")]
    public void A_failure_names_the_first_field_that_differs(string expect, string answer, string field, string expected, string actual)
    {
        var result = RunOne(EchoKind.Case("A-1", answer, $"\"expect\": {expect}"));

        Assert.Equal((false, field, expected, actual), (result.Passed, result.Field, result.Expected, result.Actual));
        Assert.Equal($"FAIL  A-1  t: {field}: expected {expected}, actual {actual}", result.ToString());
    }

    [Fact]
    public void Only_expected_fields_are_looked_at() =>
        Assert.True(RunOne(EchoKind.Case("A-1", """{ "a": 1, "b": 2 }""", """ "expect": { "a": 1 } """)).Passed);

    [Theory]
    [InlineData("\"refused\": \"OVERFLOW\"", "\"code\": \"OVERFLOW\"", null)]
    [InlineData("\"refused\": \"OVERFLOW\"", "\"code\": \"INEXACT\"", "INEXACT")]
    [InlineData("\"refused\": \"OVERFLOW\"", "\"answer\": \"{}\"", "not refused, {}")]
    [InlineData("\"expect\": { \"a\": 1 }", "\"code\": \"OVERFLOW\"", "OVERFLOW")]
    public void A_refusal_must_be_expected_and_carry_the_code(string expectation, string given, string? actual)
    {
        var result = RunOne($$"""{ "id": "A-1", "title": "t", "given": { {{given}} }, {{expectation}}, "source": "s" }""");

        Assert.Equal((actual is null, actual), (result.Passed, result.Actual));
        Assert.Equal(actual is null ? null : "refused", result.Field);
    }

    [Fact]
    public void An_unknown_kind_is_a_failure_that_names_the_kind()
    {
        var path = _folder.WriteTable("t.json", "palmistry", [EchoKind.Case("A-1", "{}", """ "refused": "X" """)]);

        var report = _runner.Run([path]);

        Assert.Equal((0, 1), (report.Passed, report.Failed));
        Assert.Equal("FAIL  A-1  t: kind: expected one of echo, actual 'palmistry', which is unknown", report.Cases[0].ToString());
    }

    [Fact]
    public void Folders_are_read_with_those_below_and_a_file_named_twice_runs_once()
    {
        const string Holds = """ "expect": { "a": 1 } """;
        var second = _folder.WriteTable("b.json", EchoKind.Case("B-1", """{ "a": 2 }""", Holds));
        _folder.WriteTable(Path.Combine("a", "deep.json"), EchoKind.Case("A-2", """{ "a": 1 }""", Holds), EchoKind.Case("A-1", """{ "a": 1 }""", Holds));
        _folder.Write("notes.txt", "no table");

        var report = _runner.Run([_folder.FullName, second]);

        Assert.Equal(["A-2", "A-1", "B-1"], report.Cases.Select(result => result.Id));
        Assert.Equal((2, 1), (report.Passed, report.Failed));
    }

    [Fact]
    public void The_report_has_a_stable_shape_in_JSON()
    {
        var path = _folder.WriteTable("t.json", EchoKind.Case("A-1", """{ "a": 1 }""", """ "expect": { "a": 1 } """));

        var json = JsonSerializer.SerializeToElement(_runner.Run([path]), JsonSerializerOptions.Web);

        Assert.Equal(["cases", "failed", "passed", "version"], json.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["actual", "expected", "field", "id", "kind", "passed", "path", "title"],
            json.GetProperty("cases")[0].EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, json.GetProperty("version").GetInt32());
    }

    private bool Passes(string expected, string actual, string tolerance) => RunOne(EchoKind.Case(
        "A-1", $$"""{ "x": {{actual}} }""", $$"""  "expect": { "x": {{expected}} }, "tolerance": { {{tolerance}} }  """)).Passed;

    private AcceptanceCaseResult RunOne(string theCase) => _runner.Run([_folder.WriteTable("t.json", theCase)]).Cases.Single();
}
