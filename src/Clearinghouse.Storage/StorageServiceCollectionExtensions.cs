using Clearinghouse.Storage.Postgres;
using Clearinghouse.Storage.Snapshots;
using Clearinghouse.Storage.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Clearinghouse.Storage;

/// <summary>Registers the storage with a silo's services.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds the journal store, the writer and what starts and stops them, configured from <c>Clearinghouse:Database</c> and
    /// <c>Clearinghouse:Journal</c>.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configuration">The root of the configuration.</param>
    public static IServiceCollection AddClearinghouseStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<JournalWriterOptions>().Bind(configuration.GetSection(JournalWriterOptions.SectionName));
        return services.AddClearinghouseStorage(options => configuration.GetSection(DatabaseOptions.SectionName).Bind(options));
    }

    /// <summary>Adds the journal store, the writer and what starts and stops them.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configureDatabase">Sets the database.</param>
    /// <param name="configureWriter">Changes the writer's limits.</param>
    public static IServiceCollection AddClearinghouseStorage(
        this IServiceCollection services,
        Action<DatabaseOptions> configureDatabase,
        Action<JournalWriterOptions>? configureWriter = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DatabaseOptions>().Configure(configureDatabase).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JournalWriterOptions>, JournalWriterOptionsValidator>());
        services.AddOptions<JournalWriterOptions>().Configure(configureWriter ?? (_ => { })).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJournalStore>(provider => MakeStore(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.TryAddSingleton<JournalWriter>();
        services.AddHostedService<StorageLifecycle>();
        return services;
    }

    /// <summary>Adds a named grain storage that writes through the silo's journal writer.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="name">The name by which grains ask for it.</param>
    /// <param name="serializer">Makes what turns states into bytes; null for JSON with the default options.</param>
    public static IServiceCollection AddJournalGrainStorage(
        this IServiceCollection services, string name, Func<IServiceProvider, IGrainStorageSerializer>? serializer = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return services.AddKeyedSingleton<IGrainStorage>(
            name,
            (provider, _) => new GrainSnapshotStorage(
                name,
                provider.GetRequiredService<IJournalStore>(),
                provider.GetRequiredService<JournalWriter>(),
                serializer?.Invoke(provider) ?? new JsonGrainStateSerializer()));
    }

    private static IJournalStore MakeStore(DatabaseOptions options) => options.Kind == DatabaseKind.Postgres
        ? new PostgresJournalStore(options.ResolveConnectionString())
        : new SqliteJournalStore(options.ResolveConnectionString());
}
