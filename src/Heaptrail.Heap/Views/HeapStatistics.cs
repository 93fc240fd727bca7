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
        var marks = StatisticsMarks.Find(heap.Graph);
        marks.KeepOwnStores(heap.Retainers);
        return Build(heap.Graph, heap.ShallowSizes, marks).WithTotal(heap.Graph, heap.RetainedSizes);
    }

    /// <summary>All but the total, which needs the retained sizes.</summary>
    internal static HeapStatistics Build(HeapGraph graph, SizeColumn shallow, StatisticsMarks marks)
    {
        ReadOnlySpan<uint> sizes = shallow.Small.Span;
        ReadOnlySpan<NodeType> types = graph.NodeTypes.Span;
        long native = graph.ExtraNativeBytes, typedArrays = 0, code = 0, strings = 0, system = 0;
        long arrays = marks.Stores.Sum(store => shallow[store]);
        for (int node = 0; node < types.Length; node++)
        {
            long size = sizes[node] == uint.MaxValue ? shallow[node] : sizes[node];
            switch (types[node])
            {
                case NodeType.Hidden:
                    system += size;
                    break;
                case NodeType.Native:
                    native += size;
                    typedArrays += marks.BufferData[node] ? size : 0;
                    break;
                case NodeType.Code:
                    code += size;
                    break;
                case NodeType.String or NodeType.ConsString or NodeType.SlicedString:
                    strings += size;
                    break;
                default:
                    arrays += marks.Arrays[node] ? size : 0;
                    break;
            }
        }
        return new(0, native, typedArrays, code, strings, arrays, system);
    }

    internal HeapStatistics WithTotal(HeapGraph graph, RetainedSizes retained) => this with { TotalBytes = retained[NodeIndex.Root] + graph.ExtraNativeBytes };
}
