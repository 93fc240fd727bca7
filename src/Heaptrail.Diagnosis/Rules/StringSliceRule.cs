using Heaptrail.Heap.Graph;

namespace Heaptrail.Diagnosis.Rules;

/// <summary>The units are slices of other strings, and a slice keeps its whole parent.</summary>
sealed class StringSliceRule : ILeakRule
{
    public string Id => "slice-keeps-parent";

    public LeakCause Cause => LeakCause.StringSlice;

    public bool Explains(LeakSituation situation) => situation.Unit.Type == NodeType.SlicedString;

    public LeakWords Describe(LeakSituation situation) => new(
        $"{situation.Named.Name} keeps slices of long strings",
        $"a slice that {Phrases.HolderOf(situation)} keeps together with its whole parent string",
        "Copy the part that must stay, for example with Buffer.from(part).toString(), so that the long string can go.");
}
