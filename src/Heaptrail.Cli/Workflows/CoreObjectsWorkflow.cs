using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Postmortem.Inspection;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>The live objects of a core dump by class and properties.</summary>
sealed class CoreObjectsWorkflow(string file, CoreObjectsOptions options, IProgressDisplay progress)
{
    /// <summary>Does it.</summary>
    /// <exception cref="UnreadableFileException">It is no core dump of a Node.js that is known.</exception>
    /// <exception cref="UsageException">There is no such heap or object.</exception>
    public CoreObjectsView Run(CancellationToken cancel) => MemoryFile.Look(file, progress, memory =>
    {
        if (options.Like is { } like)
            return Likes(memory, like, cancel);
        InspectedHeap[] heaps = [.. memory.Memory.Heaps.OrderByDescending(heap => heap.Pages)];
        if (options.Heap > heaps.Length)
            throw new UsageException($"{file} has {(heaps.Length == 1 ? "one heap" : $"{heaps.Length} heaps")}, and --heap {options.Heap} is none of them");
        ObjectGroup[] groups = [.. heaps[options.Heap - 1].Groups(cancel).Where(Wanted).OrderByDescending(Figure).ThenByDescending(group => group.Count).ThenBy(group => group.Address)];
        return View(groups, options.Heap);
    }, cancel);

    bool Wanted(ObjectGroup group) =>
        (options.Class is null || group.Class == options.Class) && (options.Property is null || group.Properties.Contains(options.Property));

    long Figure(ObjectGroup group) => options.Sort == CoreObjectSort.Count ? group.Count : group.Bytes;

    CoreObjectsView Likes(MemoryFile memory, MemoryAddress like, CancellationToken cancel)
    {
        (InspectedHeap heap, ulong address) = memory.Find(like, cancel);
        ulong[] likes = [.. heap.Like(address, cancel)];
        if (likes.Length == 0)
            throw new UsageException($"{like} is no object of JavaScript, so no others are like it: 'heaptrail core {file} print {like}' shows what it is");
        InspectedHeap[] heaps = [.. memory.Memory.Heaps.OrderByDescending(other => other.Pages)];
        ObjectGroup group = heap.GroupOf(address, likes);
        return View([group], Array.IndexOf(heaps, heap) + 1) with { Like = MemoryAddress.Text(address), Addresses = [.. likes.Take(options.Top).Select(MemoryAddress.Text)] };
    }

    CoreObjectsView View(ObjectGroup[] groups, int heap) => new()
    {
        Tool = OpenedSnapshot.Tool,
        File = file,
        Heap = heap,
        Count = groups.Sum(group => group.Count),
        Bytes = groups.Sum(group => group.Bytes),
        GroupCount = groups.Length,
        Groups =
        [
            .. groups.Take(options.Top).Select(group => new CoreGroupInfo(
                group.Class, [.. group.Properties], group.PropertyCount, group.IsDictionary, group.Count, group.Bytes, MemoryAddress.Text(group.Address))),
        ],
    };
}

/// <summary>What is counted, and how it is shown.</summary>
readonly record struct CoreObjectsOptions()
{
    /// <summary>Name of the class, exactly; <see langword="null"/> for all.</summary>
    public string? Class { get; init; }

    /// <summary>A property that the objects have; <see langword="null"/> for any.</summary>
    public string? Property { get; init; }

    /// <summary>The object whose likes are listed; <see langword="null"/> for counting.</summary>
    public MemoryAddress? Like { get; init; }

    /// <summary>What comes first.</summary>
    public CoreObjectSort Sort { get; init; }

    /// <summary>Which heap, from 1.</summary>
    public int Heap { get; init; } = 1;

    /// <summary>Groups or addresses to show.</summary>
    public int Top { get; init; } = int.MaxValue;
}

/// <summary>Orders of the groups.</summary>
enum CoreObjectSort
{
    /// <summary>By their bytes.</summary>
    Bytes,

    /// <summary>By their number of objects.</summary>
    Count,
}
