using Clearinghouse.Cli.Acceptance;
using Xunit;

namespace Clearinghouse.Cli.Tests.Acceptance;

public sealed class AcceptanceFormatTests : IDisposable
{
    private const string Expect = """ "expect": { "a": 1 } """;
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", null, null)]
    [InlineData("{ \"kind\": ", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("""{ "about": "a", "cases": [] }""", null, "kind")]
    [InlineData("""{ "kind": "echo", "kind": "echo", "about": "a", "cases": [{}] }""", null, null)]
    [InlineData("""{ "kind": "echo", "cases": [{}] }""", null, "about")]
    [InlineData("""{ "kind": "echo", "about": "a" }""", null, "cases")]
    [InlineData("""{ "kind": "echo", "about": "a", "cases": [] }""", null, "cases")]
    [InlineData("""{ "kind": "echo", "about": "a", "cases": {} }""", null, "cases")]
    [InlineData("""{ "kind": "echo", "about": "a", "cases": [{}], "extra": 1 }""", null, "extra")]
    [InlineData("""{ "kind": "echo", "about": "a", "cases": [{}] }""", "cases[0]", "id")]
    [InlineData("""{ "kind": "echo", "about": "a", "cases": [7] }""", "cases[0]", null)]
    public void Malformed_tables_are_refused(string text, string? caseId, string? field) => Refused(_folder.Write("t.json", text), caseId, field);

    [Theory]
    [InlineData("""{ "id": "A-1", "given": {}, "refused": "X", "source": "s" }""", "title")]
    [InlineData("""{ "id": "A-1", "title": "t", "refused": "X", "source": "s" }""", "given")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": [], "refused": "X", "source": "s" }""", "given")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "source": "s" }""", "expect")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "expect": { "a": 1 }, "refused": "X", "source": "s" }""", "expect")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "expect": {}, "source": "s" }""", "expect")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "expect": 7, "source": "s" }""", "expect")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": 7, "source": "s" }""", "refused")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X" }""", "source")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X", "source": "s", "tolerence": {} }""", "tolerence")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X", "source": "s", "tolerance": 1 }""", "tolerance")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X", "source": "s", "tolerance": { "rel": 1 } }""", "tolerance.rel")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X", "source": "s", "tolerance": { "relative": -1 } }""", "tolerance.relative")]
    [InlineData("""{ "id": "A-1", "title": "t", "given": {}, "refused": "X", "source": "s", "tolerance": { "absolute": "1" } }""", "tolerance.absolute")]
    public void Malformed_cases_are_refused_by_name_and_field(string theCase, string field) =>
        Refused(_folder.WriteTable("t.json", EchoKind.Case("A-0", "{}", Expect), theCase), "A-1", field);

    [Theory]
    [InlineData("{}", "given.answer")]
    [InlineData("""{ "answer": 7 }""", "given.answer")]
    [InlineData("""{ "price": 7 }""", "given.price")]
    [InlineData("""{ "price": "0.123456789" }""", "given.price")]
    [InlineData("""{ "number": "7" }""", "given.number")]
    [InlineData("""{ "number": 1e999 }""", "given.number")]
    [InlineData("""{ "items": "x" }""", "given.items")]
    [InlineData("""{ "items": [7] }""", "given.items[0]")]
    [InlineData("""{ "items": [{}] }""", "given.items[0].name")]
    [InlineData("""{ "rounding": "up" }""", "given.rounding")]
    public void Inputs_that_a_kind_cannot_read_are_refused_by_name_and_field(string given, string field) => Refused(
        _folder.WriteTable("t.json", $$"""{ "id": "A-1", "title": "t", "given": {{given}}, "refused": "X", "source": "s" }"""), "A-1", field);

    [Fact]
    public void An_id_taken_twice_is_refused_within_a_file_and_across_files()
    {
        var first = _folder.WriteTable("1.json", EchoKind.Case("A-1", "{}", Expect));
        var second = _folder.WriteTable("2.json", EchoKind.Case("A-1", "{}", Expect));
        var twice = _folder.WriteTable("3.json", EchoKind.Case("B-1", "{}", Expect), EchoKind.Case("B-1", "{}", Expect));

        var refusal = Assert.Throws<AcceptanceFormatException>(() => AcceptanceRunner.Read([first, second]));

        Assert.Equal($"{second}, A-1, id: the id is taken by a case of {first}.", refusal.Message);
        Refused(twice, "B-1", "id");
    }

    [Fact]
    public void Paths_without_tables_are_refused()
    {
        Refused(Path.Combine(_folder.FullName, "none.json"), caseId: null, field: null);
        Refused(_folder.FullName, caseId: null, field: null);
    }

    [Fact]
    public void The_message_names_file_case_and_field()
    {
        var path = _folder.WriteTable("t.json", """{ "id": "A-1", "title": "", "given": {}, "refused": "X", "source": "s" }""");

        var refusal = Assert.Throws<AcceptanceFormatException>(() => AcceptanceTableReader.Read(path));

        Assert.Equal($"{path}, A-1, title: it must be a text that is not empty.", refusal.Message);
    }

    private static void Refused(string path, string? caseId, string? field)
    {
        var refusal = Assert.Throws<AcceptanceFormatException>(() => new AcceptanceRunner([new EchoKind()]).Run([path]));

        Assert.Equal((path, caseId, field), (refusal.Path, refusal.CaseId, refusal.Field));
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
    }
}
