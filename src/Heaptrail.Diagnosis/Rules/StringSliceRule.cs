using Heaptrail.Diagnosis.Text;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are slices of other strings, or keep one, and a slice keeps its whole parent.</summary>
sealed class StringSliceRule : ILeakRule
{
    const long FewBytes = 256;
    const double MostOfIt = 0.5;

    public string Id => "slice-keeps-parent";

    public LeakCause Cause => LeakCause.StringSlice;

    public bool Explains(LeakSituation situation) => situation.Unit.Type == NodeType.SlicedString
        ? !situation.Candidate.IsDirect || MedianOf(situation) is >= FewBytes
        : situation.Candidate.IsDirect && situation.Unit.Type == NodeType.Object && MedianOf(situation) is >= FewBytes;

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps slices of long strings",
        situation.Unit.Type == NodeType.SlicedString
            ? $"a slice that {Phrases.HolderOf(situation)} keeps together with its whole parent string"
            : $"{Phrases.PartOf(situation.HolderClass)} {Phrases.HolderOf(situation)}, and keeps a slice together with its whole parent string",
        "Copy the part that must stay, for example with Buffer.from(part).toString(), so that the long string can go.",
        situation.Candidate.IsDirect && MedianOf(situation) is >= FewBytes and var size ? $"A parent has about {ByteSize.Format(size)}." : "");

    // Bytes of the parents that single units keep; null when most of them keep none, or share one.
    static long? MedianOf(LeakSituation situation)
    {
        IReadOnlyList<HeapNode> units = UnitSamples.Of(situation);
        List<long> sizes = [.. units.Select(unit => ParentOf(situation, unit)).OfType<long>().Order()];
        return sizes.Count >= units.Count * MostOfIt && sizes.Count > 0 ? sizes[sizes.Count / 2] : null;
    }

    static long? ParentOf(LeakSituation situation, HeapNode unit)
    {
        if (unit.Type == NodeType.SlicedString)
            return OwnParent(situation, unit);
        foreach (HeapEdge edge in unit.Edges)
        {
            if (edge.Type == EdgeType.Property && edge.Target.Type == NodeType.SlicedString && OwnParent(situation, edge.Target) is { } size
                && size >= situation.Heap.RetainedSizes[unit.Index] * MostOfIt)
            {
                return size;
            }
        }
        return null;
    }

    static long? OwnParent(LeakSituation situation, HeapNode slice) =>
        slice.Follow(EdgeType.Internal, "parent"u8) is { } parent && situation.Heap.Dominators[parent.Index] == slice.Index
            ? situation.Heap.RetainedSizes[parent.Index]
            : null;
}
