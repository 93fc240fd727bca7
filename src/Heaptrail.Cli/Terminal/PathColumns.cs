namespace Heaptrail.Cli.Terminal;

/// <summary>
/// Where the columns of a path stand. Where there is room, edge, object and size have a column each; otherwise the object
/// follows its edge directly and only the sizes are aligned. Rows that are too wide even then are left out of the reckoning.
/// </summary>
readonly record struct PathColumns
{
    const int Gap = 2;

    int NodeAt { get; init; }
    int SizeAt { get; init; }
    int SizeWidth { get; init; }
    int Width { get; init; }

    public static PathColumns For(IEnumerable<PathTree.Row> rows, int width)
    {
        List<PathTree.Row> steps = [.. rows.Where(r => r.Node.Length > 0)];
        if (steps.Count == 0) return default;
        int sizeWidth = steps.Max(r => r.Size.Length);
        int nodeAt = steps.Max(r => r.EdgeEnd) + Gap;
        var apart = new PathColumns { NodeAt = nodeAt, SizeAt = nodeAt + steps.Max(r => r.NodeWidth) + Gap, SizeWidth = sizeWidth, Width = width };
        if (steps.All(apart.Fits)) return apart;

        int room = width - sizeWidth - steps.Max(r => r.MarkWidth);
        var ends = steps.Select(r => r.EdgeEnd + Gap + r.NodeWidth + Gap).Where(end => end <= room).ToList();
        return new() { SizeAt = ends.Count > 0 ? ends.Max() : 0, SizeWidth = sizeWidth, Width = width };
    }

    public bool Fits(PathTree.Row row) => NodeEnd(row) + Gap <= SizeAt && End(row) <= Width;

    /// <summary>Whether the place has room at the end of the line.</summary>
    public bool FitsPlace(PathTree.Row row) => row.Place is { } place && End(row) + Gap + DisplayWidth.Of(place.Text) <= Width;

    /// <summary>Spaces before the object and before the size.</summary>
    public (int ToNode, int ToSize) Gaps(PathTree.Row row) => (NodeStart(row) - row.EdgeEnd, SizeAt + SizeWidth - row.Size.Length - NodeEnd(row));

    int NodeStart(PathTree.Row row) => NodeAt > 0 ? NodeAt : row.EdgeEnd + Gap;

    int NodeEnd(PathTree.Row row) => NodeStart(row) + row.NodeWidth;

    int End(PathTree.Row row) => SizeAt + SizeWidth + row.MarkWidth;
}
