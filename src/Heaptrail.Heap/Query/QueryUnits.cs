namespace Heaptrail.Heap.Query;

/// <summary>What the values of a column are.</summary>
public enum QueryUnit
{
    /// <summary>Text.</summary>
    Text,
    /// <summary>A plain number.</summary>
    Number,
    /// <summary>A number of things.</summary>
    Count,
    /// <summary>Bytes.</summary>
    Bytes,
    /// <summary>V8's object id.</summary>
    Id,
    /// <summary>True or false.</summary>
    Flag,
    /// <summary>A node.</summary>
    Node,
    /// <summary>Whatever a property holds: a text, a number, or a word such as <c>true</c>.</summary>
    Any,
}

/// <summary>Units of sizes in a query.</summary>
static class QueryUnits
{
    internal const string All = "B, KB, MB, GB (of 1000) or KiB, MiB, GiB (of 1024)";

    internal static double? BytesOf(string unit) => unit switch
    {
        "B" => 1,
        "KB" or "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => null,
    };
}
