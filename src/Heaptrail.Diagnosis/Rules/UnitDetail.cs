using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>What a list or cache should be told besides: things that keep more than one sees, or that seem to keep nothing.</summary>
static class UnitDetail
{
    const int LongestChain = 8;

    /// <summary>A sentence; empty when there is nothing to add.</summary>
    internal static string Of(LeakSituation situation)
    {
        if (situation.IsWeakMapEntry)
            return $"The key, {situation.Named.Name}, is still alive, so the WeakMap keeps its value.";
        if (situation.Unit.HasName("WeakRef"u8))
            return "A WeakRef lets go of its object, but is an object itself, and stays.";
        return IsError(situation.Unit) ? "An error keeps the functions that were running when it was made, and what these see, until its stack is read." : "";
    }

    // The prototype of an error is an object of the class above it; the last of them is an Error.
    static bool IsError(HeapNode node)
    {
        HeapNode? at = node.Type == NodeType.Object ? node : null;
        for (int i = 0; i < LongestChain && at is { } owner; i++)
        {
            if (owner.HasName("Error"u8))
                return true;
            at = owner.Follow(EdgeType.Property, "__proto__"u8);
        }
        return false;
    }
}
