using System.Collections.Immutable;
using Heaptrail.Cli.Terminal;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Duplicated and large strings of one snapshot: read, group, say who holds them.</summary>
sealed class StringsWorkflow(string file, int top, long minBytes, IProgressDisplay progress)
{
    const int MostHolders = 3;

    /// <summary>Does it.</summary>
    public StringsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal StringsView Show(OpenedSnapshot snapshot)
    {
        DuplicateStrings strings = DuplicateStrings.Build(snapshot.Heap);
        var holders = new StringHolders(snapshot.Heap);
        StringGroup[] chosen = [.. strings.Groups.Where(group => group.WastedBytes >= minBytes)];
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Strings = strings.Strings,
            StringBytes = strings.Bytes,
            Duplicates = new(strings.Groups.Count, strings.Groups.Sum(group => (long)group.Count), strings.Groups.Sum(group => group.ShallowBytes),
                strings.Groups.Where(group => !group.IsCut).Sum(group => group.WastedBytes), strings.Groups.Count(group => group.IsCut), chosen.Length),
            Groups = [.. chosen.Take(top).Select(Group)],
            Largest = [.. LargestStrings.Find(snapshot.Heap, top, minBytes).Select(node => new LargeStringInfo(snapshot.Describe(node), StringText.MayBeCut(snapshot.Heap.Graph[node]), Holders([node], 1)))],
        };

        StringGroupInfo Group(StringGroup group) => new(snapshot.Describe(group.First).Name, group.IsCut, group.Count, group.ShallowBytes, group.WastedBytes,
            group.RetainedBytes, snapshot.Heap.Graph[group.First].Id, Holders(strings.MembersOf(group), group.Count))
        {
            Length = group.Length,
        };

        ImmutableArray<StringHolderInfo> Holders(IEnumerable<NodeIndex> nodes, int count) => [.. holders.Find(nodes).Take(MostHolders)
            .Select(holder => new StringHolderInfo(holder.Class, holder.Field, WordOf(holder.Kind), holder.Count, (double)holder.Count / count))];
    }

    static string WordOf(HolderKind kind) => kind switch
    {
        HolderKind.Property => "property",
        HolderKind.Element => "element",
        HolderKind.Entry => "entry",
        HolderKind.Variable => "variable",
        _ => "internal",
    };
}
