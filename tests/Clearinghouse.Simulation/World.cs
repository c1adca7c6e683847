using System.Security.Cryptography;
using System.Text;

namespace Clearinghouse.Simulation;

/// <summary>Virtual time, one source of randomness, and the queue of everything that will happen. Single-threaded, so a seed is a history.</summary>
public sealed class World
{
    private const double LostMessages = 0.08;
    private const double RepeatedMessages = 0.08;
    private const int LongestDelayTicks = 6;

    private readonly PriorityQueue<Action, (long Tick, long Order)> _agenda = new();
    private readonly Random _random;
    private readonly StringBuilder _trace = new();
    private long _order;

    /// <summary>A world of a seed.</summary>
    public World(int seed) => _random = new Random(seed);

    /// <summary>The present.</summary>
    public long Tick { get; private set; }

    /// <summary>The present as a time: a tick is a second.</summary>
    public DateTimeOffset Now => DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(Tick);

    /// <summary>Once healed, nothing is lost and nobody dies any more: what is owed must arrive.</summary>
    public bool IsHealed { get; set; }

    /// <summary>A draw from 0 to n − 1.</summary>
    public int Draw(int n) => _random.Next(n);

    /// <summary>True with a probability; never once healed, if it is a fault.</summary>
    public bool Fault(double probability) => _random.NextDouble() < probability && !IsHealed;

    /// <summary>Does something later.</summary>
    public void After(int ticks, Action action) => _agenda.Enqueue(action, (Tick + ticks, _order++));

    /// <summary>Sends something over the network: it may be lost, repeated, delayed, and overtaken.</summary>
    public void Send(Action deliver)
    {
        if (Fault(LostMessages)) return;
        After(1 + Draw(LongestDelayTicks), deliver);
        if (Fault(RepeatedMessages)) After(1 + Draw(3 * LongestDelayTicks), deliver);
    }

    /// <summary>Lets things happen until nothing is left or a tick is reached.</summary>
    public void RunUntil(long tick)
    {
        while (_agenda.TryPeek(out _, out var due) && due.Tick <= tick)
        {
            var action = _agenda.Dequeue();
            Tick = Math.Max(Tick, due.Tick);
            action();
        }

        Tick = Math.Max(Tick, tick);
    }

    /// <summary>Notes something that happened, for the trace.</summary>
    public void Note(string what) => _trace.Append(Tick).Append(' ').Append(what).Append('\n');

    /// <summary>Everything that was noted.</summary>
    public string Trace => _trace.ToString();

    /// <summary>A hash of the trace: equal for equal seeds.</summary>
    public string TraceHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Trace)));
}
