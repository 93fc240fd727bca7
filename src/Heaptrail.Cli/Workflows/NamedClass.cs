using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The objects of a class that the user named.</summary>
static class NamedClass
{
    /// <summary>Finds them.</summary>
    /// <exception cref="UsageException">There is no such class.</exception>
    public static ClassMembers Find(OpenedSnapshot snapshot, string className) => ClassMembers.Find(snapshot.Heap, className) is { Nodes.Count: > 0 } members
        ? members
        : throw new UsageException($"{snapshot.File} has no object of a class '{className}': 'heaptrail summary {snapshot.File} --filter TEXT' shows the names");
}
