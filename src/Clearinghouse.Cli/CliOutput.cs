using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Clearinghouse.Cli;

/// <summary>Data goes to standard output, talk to standard error.</summary>
/// <param name="data">Standard output.</param>
/// <param name="talk">Standard error.</param>
/// <param name="isTerminal">Whether a person watches standard error: then, and only then, progress is drawn.</param>
public sealed class CliOutput(TextWriter data, TextWriter talk, bool isTerminal)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Standard output.</summary>
    public TextWriter Data { get; } = data;

    /// <summary>Standard error.</summary>
    public TextWriter Talk { get; } = talk;

    /// <summary>Whether progress may be drawn.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>Writes a document.</summary>
    public void WriteJson<T>(T document) => Data.WriteLine(JsonSerializer.Serialize(document, Json));

    /// <summary>Writes a table of labels and values.</summary>
    public void WriteTable(string title, IEnumerable<(string Label, string Value)> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title)).HideHeaders();
        table.AddColumn("label").AddColumn(new TableColumn("value").RightAligned());
        foreach (var (label, value) in rows) table.AddRow(Markup.Escape(label), Markup.Escape(value));
        DataConsole().Write(table);
    }

    /// <summary>A console over standard output, without colours where they are not wanted.</summary>
    public IAnsiConsole DataConsole() => Console(Data);

    /// <summary>A console over standard error.</summary>
    public IAnsiConsole TalkConsole() => Console(Talk);

    private IAnsiConsole Console(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsTerminal && Environment.GetEnvironmentVariable("NO_COLOR") is null ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!IsTerminal) console.Profile.Width = 120;
        return console;
    }
}
