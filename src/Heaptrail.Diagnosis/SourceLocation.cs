namespace Heaptrail.Diagnosis;

/// <summary>A place in the user's source text.</summary>
/// <param name="File">Path of the file: relative to the working directory of the target where it lies below it, otherwise absolute; a URL for scripts that are not files.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 units, from 1.</param>
public sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary>The form terminals and editors link: <c>file:line:column</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
