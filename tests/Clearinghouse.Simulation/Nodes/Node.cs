using Clearinghouse.Simulation.Audit;

namespace Clearinghouse.Simulation.Nodes;

/// <summary>One activation of a grain. It hears messages until it dies or steps down; while it recovers, they wait.</summary>
/// <param name="world">The world.</param>
/// <param name="address">The grain's name; several activations may have the same.</param>
internal abstract class Node(World world, string address)
{
    private readonly Queue<Action> _waiting = new();
    private bool _isReady;

    /// <summary>The grain's name.</summary>
    public string Address { get; } = address;

    /// <summary>False once dead: nothing is heard, said or answered any more.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>The world.</summary>
    protected World World { get; } = world;

    /// <summary>Dies at once: everything not on disk is gone.</summary>
    public void Die(string why)
    {
        if (IsAlive) World.Note($"{Address} dies: {why}");
        IsAlive = false;
    }

    /// <summary>Hears a message, now or when recovered.</summary>
    public void Hear(Action message)
    {
        if (!IsAlive) return;
        if (_isReady) message();
        else _waiting.Enqueue(message);
    }

    /// <summary>Throws if anything is still under way here, or if the state is not what is on disk.</summary>
    public abstract void CheckQuiet(FoldedPool durable);

    /// <summary>Recovered: what waited is heard.</summary>
    protected void BecomeReady()
    {
        _isReady = true;
        while (IsAlive && _waiting.TryDequeue(out var message)) message();
    }

    /// <summary>Does something later, unless dead by then.</summary>
    protected void After(int ticks, Action action) => World.After(ticks, () =>
    {
        if (IsAlive) action();
    });

    /// <summary>Sends an answer to an activation: nobody else will do.</summary>
    protected void Answer(Node to, Action answer) => World.Send(() =>
    {
        if (to.IsAlive) answer();
    });
}
