namespace Heaptrail.Heap.Query;

/// <summary>What can be asked of an edge.</summary>
enum EdgeField
{
    From,
    Name,
    Type,
    To,
    Essential,
}

/// <summary>The fields of edges by name.</summary>
static class EdgeFields
{
    static readonly (string Name, QueryUnit Unit)[] all =
    [
        ("from", QueryUnit.Node),
        ("name", QueryUnit.Text),
        ("type", QueryUnit.Text),
        ("to", QueryUnit.Node),
        ("essential", QueryUnit.Flag),
    ];

    internal static IEnumerable<string> Names => all.Select(f => f.Name);

    internal static string List => string.Join(", ", Names);

    internal static EdgeField? Find(string name) =>
        Array.FindIndex(all, known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? (EdgeField)at : null;

    internal static string NameOf(EdgeField field) => all[(int)field].Name;

    internal static QueryUnit UnitOf(EdgeField field) => all[(int)field].Unit;
}
