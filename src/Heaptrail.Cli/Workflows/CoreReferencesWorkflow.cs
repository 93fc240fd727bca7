using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Postmortem.Graph;
using Heaptrail.Postmortem.Inspection;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>What refers to the object at an address of a core dump.</summary>
sealed class CoreReferencesWorkflow(string file, MemoryAddress address, int top, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    /// <exception cref="UsageException">There is no such object.</exception>
    public CoreReferencesView Run(CancellationToken cancel) => MemoryFile.Look(file, progress, memory =>
    {
        (InspectedHeap heap, ulong at) = memory.Find(address, cancel);
        MemoryHeap graph = heap.Graph(cancel);
        bool isAlive = graph.Addresses.TryFind(at, out NodeIndex node);
        IReadOnlyList<MemoryReference> references = isAlive ? MemoryReferences.To(graph.Graph, node, cancel) : [];
        return new CoreReferencesView
        {
            Tool = OpenedSnapshot.Tool,
            File = file,
            Object = MemoryViews.Of(heap.Read(at, 0, 0)),
            Id = isAlive ? graph.Graph[node].Id : null,
            Count = references.Count,
            References = [.. references.Take(top).Select(reference => Describe(graph, reference))],
        };
    }, cancel);

    static CoreReferenceInfo Describe(MemoryHeap heap, MemoryReference reference) => new(
        new(reference.Kind.Word(), reference.Name),
        Holder(heap, reference.From),
        reference.Owner is { } owner ? Holder(heap, owner) : null,
        reference.Kind == EdgeType.Weak);

    static CoreHolderInfo Holder(MemoryHeap heap, NodeIndex index)
    {
        HeapNode node = heap.Graph[index];
        string name = NodeNames.Of(node);
        string label = node.Type switch
        {
            NodeType.Closure => name.Length > 0 ? $"Function {name}" : "Function",
            _ => name.Length > 0 ? name : "(internal array)",
        };
        return new(label, heap.Addresses[index] is { } address ? MemoryAddress.Text(address) : null, node.Id);
    }
}
