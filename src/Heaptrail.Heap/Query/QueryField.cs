namespace Heaptrail.Heap.Query;

/// <summary>What can be asked of a node.</summary>
enum QueryField
{
    Object,
    Id,
    Class,
    Name,
    Type,
    Shallow,
    Retained,
    Distance,
    Edges,
    Retainers,
    Detached,
    File,
    Line,
    Location,
    Holder,
    Dominator,
}

/// <summary>The fields by name.</summary>
static class QueryFields
{
    static readonly (string Name, QueryField Field, QueryUnit Unit)[] all =
    [
        ("object", QueryField.Object, QueryUnit.Node),
        ("id", QueryField.Id, QueryUnit.Id),
        ("class", QueryField.Class, QueryUnit.Text),
        ("name", QueryField.Name, QueryUnit.Text),
        ("type", QueryField.Type, QueryUnit.Text),
        ("shallow", QueryField.Shallow, QueryUnit.Bytes),
        ("retained", QueryField.Retained, QueryUnit.Bytes),
        ("distance", QueryField.Distance, QueryUnit.Number),
        ("edges", QueryField.Edges, QueryUnit.Count),
        ("retainers", QueryField.Retainers, QueryUnit.Count),
        ("detached", QueryField.Detached, QueryUnit.Flag),
        ("file", QueryField.File, QueryUnit.Text),
        ("line", QueryField.Line, QueryUnit.Number),
        ("location", QueryField.Location, QueryUnit.Text),
        ("holder", QueryField.Holder, QueryUnit.Node),
        ("dominator", QueryField.Dominator, QueryUnit.Node),
    ];

    internal static IEnumerable<string> Names => all.Select(f => f.Name);

    internal static string List => string.Join(", ", Names);

    internal static QueryField? Find(string name)
    {
        foreach ((string known, QueryField field, _) in all)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return field;
        }
        return null;
    }

    internal static string NameOf(QueryField field) => all[(int)field].Name;

    internal static QueryUnit UnitOf(QueryField field) => all[(int)field].Unit;

    /// <summary>Whether the value is another node, whose fields can be asked for in turn.</summary>
    internal static bool LeadsToNode(QueryField field) => field is QueryField.Holder or QueryField.Dominator;
}
