using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;

namespace Heaptrail.Heap.Views;

/// <summary>What the bytes of a heap are: the Statistics of the Memory panel of Chrome DevTools, figure by figure.</summary>
/// <param name="TotalBytes">The whole heap with the native memory that it knows of.</param>
/// <param name="NativeBytes">Memory outside the JavaScript heap, bytes of typed arrays included.</param>
/// <param name="TypedArrayBytes">Bytes of typed arrays, a part of <paramref name="NativeBytes"/>.</param>
/// <param name="CodeBytes">Compiled code.</param>
/// <param name="StringBytes">Strings, joined and sliced ones included.</param>
/// <param name="ArrayBytes">JavaScript arrays with the elements that are theirs alone.</param>
/// <param name="SystemBytes">V8's own objects.</param>
public sealed record HeapStatistics(long TotalBytes, long NativeBytes, long TypedArrayBytes, long CodeBytes, long StringBytes, long ArrayBytes, long SystemBytes)
{
    /// <summary>All other objects of the JavaScript heap.</summary>
    public long OtherBytes => TotalBytes - NativeBytes - CodeBytes - StringBytes - ArrayBytes - SystemBytes;

    /// <summary>Native memory that is not of typed arrays.</summary>
    public long OtherNativeBytes => NativeBytes - TypedArrayBytes;

    /// <summary>Adds up the shallow sizes. Linear.</summary>
    public static HeapStatistics Build(IndexedHeap heap)
    {
        HeapGraph graph = heap.Graph;
        NodeSet isArray = NameSet(graph.Strings, "Array"u8);
        NodeSet isBufferData = NameSet(graph.Strings, "system / JSArrayBufferData"u8);
        ReadOnlySpan<uint> sizes = heap.ShallowSizes.Small.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        ReadOnlySpan<int> names = graph.NodeNames.Span;
        long native = graph.ExtraNativeBytes, typedArrays = 0, code = 0, strings = 0, arrays = 0, system = 0;
        for (int node = 0; node < types.Length; node++)
        {
            long size = sizes[node] == uint.MaxValue ? heap.ShallowSizes[node] : sizes[node];
            switch (types[node])
            {
                case NodeType.Hidden:
                    system += size;
                    break;
                case NodeType.Native:
                    native += size;
                    typedArrays += isBufferData[names[node]] ? size : 0;
                    break;
                case NodeType.Code:
                    code += size;
                    break;
                case NodeType.String or NodeType.ConsString or NodeType.SlicedString:
                    strings += size;
                    break;
                default:
                    arrays += isArray[names[node]] ? size + ElementBytes(heap, graph[new NodeIndex(node)]) : 0;
                    break;
            }
        }
        return new(heap.RetainedSizes[NodeIndex.Root] + graph.ExtraNativeBytes, native, typedArrays, code, strings, arrays, system);
    }

    static NodeSet NameSet(StringTable strings, ReadOnlySpan<byte> name)
    {
        var set = new NodeSet(strings.Count);
        foreach (int index in strings.AllOf(name))
            set.Add(index);
        return set;
    }

    static long ElementBytes(IndexedHeap heap, HeapNode array) =>
        array.Follow(EdgeType.Internal, "elements"u8) is { } store && heap.Retainers[store.Index].Count == 1 ? heap.ShallowSizes[store.Index] : 0;
}
