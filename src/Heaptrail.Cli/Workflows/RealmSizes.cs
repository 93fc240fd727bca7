using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The realms of a snapshot as the views show them.</summary>
static class RealmSizes
{
    /// <summary>Adds up what belongs to each.</summary>
    public static NativeContextsInfo Of(OpenedSnapshot snapshot, NativeContextOwners owners)
    {
        NativeContexts realms = NativeContexts.Build(snapshot.Heap, owners);
        return new([.. realms.Contexts.Select(row => new NativeContextInfo(snapshot.Describe(row.Node), row.ShallowBytes))], realms.SharedBytes, realms.OtherBytes);
    }
}
