namespace Clearinghouse.MarketData.Files;

/// <summary>A file of bars cannot be used. The message says where, what is wrong and what to do about it.</summary>
public sealed class BarFileException : Exception
{
    /// <summary>A finding about a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, from 1; null when it is the file as a whole.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="cause">What the system or the library said, if anything.</param>
    public BarFileException(string path, long? line, string problem, string remedy, Exception? cause = null)
        : base(line is null ? $"{path}: {problem} {remedy}" : $"{path}, line {line}: {problem} {remedy}", cause)
    {
        Path = path;
        Line = line;
        Problem = problem;
        Remedy = remedy;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line of the (unpacked) file, from 1; null when it is the file as a whole.</summary>
    public long? Line { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }
}
