using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>Errors: each keeps the functions on the stack when it was made, and what they were called on, until its stack is read.</summary>
static class ErrorStack
{
    const int LongestChain = 8;

    /// <summary>A sentence about it when the units are errors; otherwise empty.</summary>
    internal static string Of(LeakSituation situation) =>
        IsError(situation.Unit) ? "An error keeps the functions that were running when it was made, and what these see, until its stack is read." : "";

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
