namespace Clearinghouse.Grains;

/// <summary>The names of the storage providers that grains use.</summary>
public static class GrainStorageNames
{
    /// <summary>Snapshots of folds, over the silo's journal writer.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>Cold state, on Orleans' own ADO.NET provider.</summary>
    public const string Cold = "cold";
}
