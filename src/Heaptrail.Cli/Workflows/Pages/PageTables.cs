using Heaptrail.Heap.Indices;
using Heaptrail.Heap.Views;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Web;

namespace Heaptrail.Cli.Workflows.Pages;

/// <summary>Parts of tables, filtered and sorted by any column.</summary>
static class PageTables
{
    /// <summary>The classes.</summary>
    public static IReadOnlyList<SummaryRow> Of(IReadOnlyList<SummaryRow> rows, PageQuery query) => Sort(
        ClassFilter(rows, query, row => row.Class), query, query.Sort switch
        {
            "class" => row => row.Class,
            "count" => row => row.Count,
            "distance" => row => row.Distance is >= 0 and < DistanceIndex.System ? row.Distance : int.MaxValue,
            "shallow" => row => row.ShallowBytes,
            _ => row => row.RetainedBytes,
        });

    /// <summary>The classes that grew.</summary>
    public static IReadOnlyList<ComparedClassInfo> Of(IReadOnlyList<ComparedClassInfo> rows, PageQuery query) => Sort(
        ClassFilter(rows, query, row => row.Class), query, query.Sort switch
        {
            "class" => row => row.Class,
            "count" => row => row.CountDelta,
            "new" => row => row.NewBytes,
            "deleted" => row => row.DeletedBytes,
            "survivors" => row => row.SurvivorBytes,
            "size" => row => row.BytesDelta,
            // The order that the rows have: of three and more snapshots, classes that grew every time first.
            _ => null,
        });

    /// <summary>The groups of duplicated strings.</summary>
    public static IReadOnlyList<StringGroupInfo> Of(IReadOnlyList<StringGroupInfo> rows, PageQuery query) => Sort(
        ClassFilter(rows, query, row => row.Value), query, query.Sort switch
        {
            "value" => row => row.Value,
            "count" => row => row.Count,
            "shallow" => row => row.ShallowBytes,
            "retained" => row => row.RetainedBytes,
            _ => row => row.WastedBytes,
        });

    /// <summary>How objects are sorted.</summary>
    public static ObjectSort ObjectSortOf(string? sort) => sort switch
    {
        "shallow" => ObjectSort.Shallow,
        "distance" => ObjectSort.Distance,
        "id" => ObjectSort.Id,
        _ => ObjectSort.Retained,
    };

    static IEnumerable<T> ClassFilter<T>(IReadOnlyList<T> rows, PageQuery query, Func<T, string> name) =>
        query.Filter is { } filter ? rows.Where(row => name(row).Contains(filter, StringComparison.OrdinalIgnoreCase)) : rows;

    // Without a key the rows have the usual order already.
    static List<T> Sort<T>(IEnumerable<T> rows, PageQuery query, Func<T, object>? key) =>
        key is null ? [.. rows] : query.IsAscending ? [.. rows.OrderBy(key, order)] : [.. rows.OrderByDescending(key, order)];

    static readonly Comparer<object> order = Comparer<object>.Create((a, b) => a is string text ? string.CompareOrdinal(text, (string)b) : Comparer<object>.Default.Compare(a, b));
}
