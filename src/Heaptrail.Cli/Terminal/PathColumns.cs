namespace Heaptrail.Cli.Terminal;

/// <summary>
/// Where the columns of a path stand. Where there is room, edge, object and size have a column each; otherwise the object
/// follows its edge directly and only the sizes are aligned. Rows that are too wide even then are left out of the reckoning.
/// </summary>
readonly record struct PathColumns
{
    const int Gap = 2;
    const int SizeWidth = 10;
    const int MarkWidth = 3 + 16;

    int NodeAt { get; init; }
    int SizeAt { get; init; }
    int Width { get; init; }

    public static PathColumns For(IEnumerable<PathTree.Row> rows, int width)
    {
        List<PathTree.Row> steps = [.. rows.Where(r => r.Node.Length > 0)];
        if (steps.Count == 0) return default;
        int room = width - MarkWidth - SizeWidth;
        int nodeAt = steps.Max(r => r.EdgeEnd) + Gap;
        int sizeAt = nodeAt + steps.Max(r => r.NodeWidth) + Gap;
        if (sizeAt <= room) return new() { NodeAt = nodeAt, SizeAt = sizeAt, Width = width };
        var together = steps.Select(r => r.EdgeEnd + Gap + r.NodeWidth + Gap).Where(end => end <= room).ToList();
        return new() { SizeAt = together.Count > 0 ? together.Max() : 0, Width = width };
    }

    public bool Fits(PathTree.Row row) => NodeEnd(row) + Gap <= SizeAt && SizeAt + SizeWidth + (row.Mark.Length > 0 ? 3 + row.Mark.Length : 0) <= Width;

    /// <summary>Spaces before the object and before the size.</summary>
    public (int ToNode, int ToSize) Gaps(PathTree.Row row) => (NodeStart(row) - row.EdgeEnd, SizeAt + SizeWidth - row.Size.Length - NodeEnd(row));

    int NodeStart(PathTree.Row row) => NodeAt > 0 ? NodeAt : row.EdgeEnd + Gap;

    int NodeEnd(PathTree.Row row) => NodeStart(row) + row.NodeWidth;
}
