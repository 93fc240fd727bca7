namespace Heaptrail.Report.Contract;

/// <summary>A file given as a report is none, or one that this build cannot read. The message says what was found and what was expected.</summary>
public sealed class ReportFormatException : Exception
{
    /// <summary>Without a message.</summary>
    public ReportFormatException() { }

    /// <summary>With what was found and what was expected.</summary>
    public ReportFormatException(string message) : base(message) { }

    /// <summary>With what was found and what was expected, and where it came from.</summary>
    public ReportFormatException(string message, Exception innerException) : base(message, innerException) { }
}
