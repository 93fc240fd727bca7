namespace Heaptrail.Capture;

/// <summary>Trouble with a process that can be expected: the message is one line that says what failed, why, and what to do.</summary>
public sealed class CaptureException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line of plain English.</param>
    /// <param name="inner">The cause; <see langword="null"/> when there is none.</param>
    public CaptureException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>Creates the exception with its kind.</summary>
    /// <param name="fault">What kind of trouble it is.</param>
    /// <param name="message">One line of plain English.</param>
    /// <param name="inner">The cause; <see langword="null"/> when there is none.</param>
    public CaptureException(CaptureFault fault, string message, Exception? inner = null) : base(message, inner) => Fault = fault;

    /// <summary>What kind of trouble it is.</summary>
    public CaptureFault Fault { get; }
}
