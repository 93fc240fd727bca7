namespace Heaptrail.Postmortem.V8;

/// <summary>What keeps objects alive from outside of the heap, in the groups that heap snapshots have.</summary>
/// <param name="Group">Name of the group, as in snapshots.</param>
/// <param name="Objects">Addresses of the objects, each once.</param>
sealed record RootSet(string Group, IReadOnlyList<ulong> Objects);
