namespace Heaptrail.Postmortem;

/// <summary>Why a heap cannot be read from memory: one line that says what, why, and what to do.</summary>
public sealed class HeapReadException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line of plain English.</param>
    /// <param name="inner">The cause; <see langword="null"/> when there is none.</param>
    public HeapReadException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>Whether the operating system does not allow to look into the process.</summary>
    public bool IsPermission { get; init; }
}
