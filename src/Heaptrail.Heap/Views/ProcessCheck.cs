using System.Runtime.CompilerServices;
using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Whether equal ids of two snapshots are the same objects. In one process an object keeps its kind, and a string its text; other
/// processes give the same ids to other objects, and a comparison by id is then without a meaning.
/// </summary>
sealed class ProcessCheck(HeapGraph earlier, HeapGraph later)
{
    // For each string of the earlier graph one more than the string of the later that it was found to equal: classes are asked
    // for again and again.
    readonly int[] equal = new int[earlier.Strings.Count];
    long common;
    long different;

    internal IdAgreement Result => new(common, different);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Compare(int before, int after)
    {
        common++;
        NodeType type = earlier.NodeTypes[before];
        if (type != later.NodeTypes[after])
            different += KindOf(type) != KindOf(later.NodeTypes[after]) ? 1 : 0;
        // V8 gives a joined string its text later on, and objects of its own change their names.
        else if (type is NodeType.String or NodeType.Object or NodeType.Closure && !HasSameName(earlier.NodeNames[before], later.NodeNames[after]))
            different++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool HasSameName(int before, int after) => equal[before] == after + 1 || CompareTexts(before, after);

    bool CompareTexts(int before, int after)
    {
        if (!earlier.Strings.Raw(before).SequenceEqual(later.Strings.Raw(after)))
            return false;
        equal[before] = after + 1;
        return true;
    }

    internal static NodeType KindOf(NodeType type) => type switch
    {
        NodeType.ConsString or NodeType.SlicedString => NodeType.String,
        NodeType.Code or NodeType.Array or NodeType.ObjectShape => NodeType.Hidden,
        _ => type,
    };
}
