namespace Heaptrail.Report.Export;

/// <summary>Formats of exported rows.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object per line.</summary>
    Ndjson,
    /// <summary>Comma-separated values with a line of titles.</summary>
    Csv,
}
