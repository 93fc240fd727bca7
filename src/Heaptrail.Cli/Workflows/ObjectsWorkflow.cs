using Heaptrail.Cli.Terminal;
using Heaptrail.Diagnosis;
using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Workflows;

/// <summary>The objects of one class: read, find, choose.</summary>
sealed class ObjectsWorkflow(string file, ObjectsOptions options, IProgressDisplay progress)
{
    const int MostHints = 5;
    const int LongestHint = 60;

    /// <summary>Does it.</summary>
    public ObjectsView Run(CancellationToken cancel) => Show(OpenedSnapshot.Read(file, progress, cancel));

    internal ObjectsView Show(OpenedSnapshot snapshot)
    {
        IReadOnlyList<NodeIndex> all = ClassObjects.Find(snapshot.Heap, options.Class);
        if (all.Count == 0)
            throw new UsageException($"{file} has no objects of a class named {Printable.Shorten(options.Class, LongestHint)}{Hint(snapshot)}");
        ClassPlace[] places = [.. all.GroupBy(node => ClassObjects.KeyOf(snapshot.Heap, node))
            .Select(group => new ClassPlace(snapshot.PlaceOf(group.Key), group.Count())).OrderByDescending(place => place.Count)];
        NodeIndex[] chosen = options.At is { } at ? [.. all.Where(node => snapshot.PlaceOf(ClassObjects.KeyOf(snapshot.Heap, node))?.ToString() == at)] : [.. all];
        if (chosen.Length == 0)
            throw new UsageException($"no class named {Printable.Shorten(options.Class, LongestHint)} is declared at {options.At}: {PlacesOf(places)}");
        return new()
        {
            Tool = OpenedSnapshot.Tool,
            File = snapshot.File,
            TotalBytes = snapshot.TotalBytes,
            Class = options.Class,
            Count = chosen.Length,
            ShallowBytes = chosen.Sum(node => snapshot.Heap.ShallowSizes[node]),
            Places = [.. places],
            Rows = [.. ClassObjects.Sort(snapshot.Heap, chosen, options.Sort, options.Top).Select(node => new ObjectRow(
                snapshot.DescribeWithPlace(node), ObjectPreview.Of(snapshot.Heap.Graph[node]), snapshot.PlaceOf(snapshot.Heap.Graph.Locations[node])))],
        };
    }

    string Hint(OpenedSnapshot snapshot)
    {
        string[] like = [.. ClassObjects.Like(snapshot.Heap, options.Class).Take(MostHints).Select(name => Printable.Shorten(name, LongestHint))];
        return like.Length > 0 ? $": did you mean {string.Join(" or ", like)}?" : ": 'heaptrail summary' shows the names of all classes";
    }

    static string PlacesOf(ClassPlace[] places)
    {
        SourceLocation[] known = [.. places.Select(place => place.Location).OfType<SourceLocation>()];
        return known.Length == 0 ? "the file does not say where its classes are" : $"its places are {string.Join(", ", known.Take(MostHints))}";
    }
}

/// <summary>Which objects are shown, and how.</summary>
readonly record struct ObjectsOptions()
{
    /// <summary>Name of the class, exactly.</summary>
    public required string Class { get; init; }

    /// <summary>Place of its constructor as <c>file:line:column</c>, to tell classes of one name apart; <see langword="null"/> for all.</summary>
    public string? At { get; init; }

    /// <summary>What comes first.</summary>
    public ObjectSort Sort { get; init; }

    /// <summary>Objects to show.</summary>
    public int Top { get; init; } = int.MaxValue;
}
