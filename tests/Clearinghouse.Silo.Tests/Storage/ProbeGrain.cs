namespace Clearinghouse.Silo.Tests.Storage;

/// <inheritdoc cref="IProbeGrain"/>
public sealed class ProbeGrain([PersistentState("probe", "cold")] IPersistentState<ProbeState> state, ProbeTicks ticks) : Grain, IProbeGrain, IRemindable
{
    private const string ReminderName = "tick";

    public async Task<int> IncrementAsync()
    {
        state.State.Count++;
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<int> ReadAsync() => Task.FromResult(state.State.Count);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task StartReminderAsync() => this.RegisterOrUpdateReminder(ReminderName, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));

    public async Task<bool> StopReminderAsync()
    {
        if (await this.GetReminder(ReminderName) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return await this.GetReminder(ReminderName) is null;
    }

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        ticks.Heard.TrySetResult();
        return Task.CompletedTask;
    }
}
