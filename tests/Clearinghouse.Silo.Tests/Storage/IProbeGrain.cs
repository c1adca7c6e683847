namespace Clearinghouse.Silo.Tests.Storage;

/// <summary>A grain whose state and reminder are in the database.</summary>
public interface IProbeGrain : IGrainWithStringKey
{
    Task<int> IncrementAsync();

    Task<int> ReadAsync();

    Task ClearAsync();

    Task StartReminderAsync();

    Task<bool> StopReminderAsync();

    Task DeactivateAsync();
}
