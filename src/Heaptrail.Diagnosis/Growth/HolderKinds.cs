using System.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Growth;

/// <summary>
/// Puts holders together that are the same thing many times: the list of listeners of each socket, the buffer of each connection.
/// Each of them may grow a little and unevenly while all together grow with the work.
/// </summary>
sealed class HolderKinds(IndexedHeap heap, RootPaths paths)
{
    const int FarthestName = 12;
    const double NearlyAll = 0.9;

    readonly Dictionary<int, bool> dictionaries = [];

    /// <summary>Groups holders by class and by the names on the way to them, most added first.</summary>
    internal IEnumerable<List<HolderGrowth>> Group(IEnumerable<HolderGrowth> holders)
    {
        foreach (IGrouping<string, HolderGrowth> kind in holders.GroupBy(h => SignatureOf(h.Holder)))
        {
            List<HolderGrowth> all = [.. kind.OrderByDescending(h => h.Added).ThenBy(h => h.Holder.Value)];
            if (all.Count == 1 || all[0].Added < all.Sum(h => h.Added) * NearlyAll)
            {
                yield return all;
                continue;
            }
            // One of them is the leak; what the others do is another matter.
            yield return [all[0]];
            yield return all[1..];
        }
    }

    // A plain object whose values are all of one class has entries, not fields.
    bool IsDictionary(NodeIndex node)
    {
        const int FewestEntries = 3;
        if (!heap.Graph[node].HasName("Object"u8))
            return false;
        if (dictionaries.TryGetValue(node.Value, out bool known))
            return known;
        var classes = new HashSet<ClassId>();
        int entries = 0;
        foreach (HeapEdge edge in heap.Graph[node].Edges)
        {
            if (edge.Type != EdgeType.Property || edge.HasName("__proto__"u8) || edge.HasName("map"u8))
                continue;
            entries++;
            classes.Add(heap.Classes[edge.TargetIndex]);
            if (classes.Count > 1)
                break;
        }
        return dictionaries[node.Value] = classes.Count == 1 && entries >= FewestEntries && NodeRoles.RoleOf(heap.Graph[node]) == Role.Counted;
    }

    // Up to the nearest variable, or to the object that the system itself keeps.
    string SignatureOf(NodeIndex holder)
    {
        var signature = new StringBuilder(heap.Classes.NameOf(holder));
        NodeIndex node = holder;
        for (int i = 0; i < FarthestName && paths.EdgeTo(node) is { } edge; i++)
        {
            node = paths.ParentOf(node);
            bool hasName = edge.Type == EdgeType.Context || (edge.Type == EdgeType.Property && !IsDictionary(node));
            signature.Append('<').Append(hasName ? edge.Name : edge.Type.Word());
            if (edge.Type == EdgeType.Context)
                return signature.Append('@').Append(node.Value).ToString();
            if (heap.Graph[node].Type == NodeType.Synthetic)
                break;
            signature.Append(' ').Append(heap.Classes.NameOf(node));
        }
        return signature.ToString();
    }
}

/// <summary>What is new under one holder, by class.</summary>
sealed record HolderGrowth(NodeIndex Holder, IReadOnlyList<(ClassId Class, ClassGrowth Growth)> Classes)
{
    /// <summary>Objects of all classes that came after the first snapshot.</summary>
    internal long Added { get; } = Classes.Sum(c => c.Growth.Added);
}
