using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Views;

/// <summary>
/// Whether equal ids of two snapshots are the same objects. In one process an object keeps its kind, and a string its text; other
/// processes give the same ids to other objects, and a comparison by id is then without a meaning.
/// </summary>
sealed class ProcessCheck(HeapGraph earlier, HeapGraph later)
{
    long common;
    long different;

    internal IdAgreement Result => new(common, different);

    internal void Compare(NodeIndex before, NodeIndex after)
    {
        common++;
        if (IsOther(earlier[before], later[after]))
            different++;
    }

    static bool IsOther(HeapNode before, HeapNode after)
    {
        if (KindOf(before.Type) != KindOf(after.Type))
            return true;
        // V8 gives a joined string its text later on, and objects of its own change their names.
        return before.Type == after.Type && before.Type is NodeType.String or NodeType.Object or NodeType.Closure
            && !before.Graph.Strings.Raw(before.NameIndex).SequenceEqual(after.Graph.Strings.Raw(after.NameIndex));
    }

    static NodeType KindOf(NodeType type) => type switch
    {
        NodeType.ConsString or NodeType.SlicedString => NodeType.String,
        NodeType.Code or NodeType.Array or NodeType.ObjectShape => NodeType.Hidden,
        _ => type,
    };
}
