namespace Heaptrail.Capture;

/// <summary>What kind of trouble a <see cref="CaptureException"/> reports.</summary>
public enum CaptureFault
{
    /// <summary>None of the other kinds.</summary>
    Other,
    /// <summary>The command to start does not exist or cannot be executed.</summary>
    ProgramNotFound,
    /// <summary>There is no process with that id.</summary>
    NoSuchProcess,
    /// <summary>The process is not Node.js, or no Node.js process was found in the program.</summary>
    NotNode,
    /// <summary>The program ended before the work was done.</summary>
    ExitedEarly,
    /// <summary>The program did not listen on a TCP port within the time limit.</summary>
    PortNeverOpened,
    /// <summary>The address to drive or to connect to does not answer.</summary>
    Refused,
    /// <summary>The inspector of the process cannot be opened or reached.</summary>
    InspectorUnavailable,
    /// <summary>The connection to the inspector ended while it was needed.</summary>
    InspectorLost,
    /// <summary>The inspector answered a command with an error.</summary>
    ProtocolError,
    /// <summary>The process does not answer within the time limit, because its main thread is busy.</summary>
    Busy,
    /// <summary>The operating system does not allow it.</summary>
    Permission,
    /// <summary>A file could not be written.</summary>
    Storage,
    /// <summary>The load command failed.</summary>
    LoadFailed,
    /// <summary>Not possible on this operating system.</summary>
    Unsupported,
}
