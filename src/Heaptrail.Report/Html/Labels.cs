namespace Heaptrail.Report.Html;

/// <summary>Short labels that several parts of the page share.</summary>
static class Labels
{
    /// <summary>A snapshot under a bar and at the head of a row.</summary>
    public static string Snapshot(int index) => $"snapshot {index + 1}";
}
