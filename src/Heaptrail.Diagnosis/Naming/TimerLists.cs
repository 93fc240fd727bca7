using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>Node's lists of timers: one TimersList per duration, found by the duration in timerListMap (lib/internal/timers.js, Node 11 and newer).</summary>
static class TimerLists
{
    internal static bool IsList(HeapNode node) => node.Type == NodeType.Object && (node.HasName("TimersList"u8) || node.HasName("ImmediateList"u8));
}
