using System.Collections.Immutable;

namespace Heaptrail.Report.Contract.Views;

/// <summary>The JavaScript that the threads of a process ran, as <c>heaptrail core FILE stack</c> shows it.</summary>
public sealed record CoreStackView
{
    /// <summary>Version of the shape.</summary>
    public int SchemaVersion { get; init; } = ReportJson.SchemaVersion;
    /// <summary>Who made it.</summary>
    public required ToolInfo Tool { get; init; }
    /// <summary>The verb of the command line.</summary>
    public string Command { get; init; } = "core stack";
    /// <summary>Path of the file as the user gave it.</summary>
    public required string File { get; init; }
    /// <summary>Number of the signal that ended the process; 0 when none did.</summary>
    public required int Signal { get; init; }
    /// <summary>Number of its threads; most of them never run JavaScript.</summary>
    public required int ThreadCount { get; init; }
    /// <summary>The threads that ran JavaScript, the main thread first.</summary>
    public required ImmutableArray<CoreThreadInfo> Threads { get; init; }
}

/// <summary>A thread that ran JavaScript.</summary>
/// <param name="Thread">Number of the thread.</param>
/// <param name="IsMain">Whether it is the main thread; the others are worker threads.</param>
/// <param name="FrameCount">Number of its frames; <see cref="Frames"/> may be the newest of them.</param>
/// <param name="Frames">Its frames, the newest first.</param>
public sealed record CoreThreadInfo(int Thread, bool IsMain, int FrameCount, ImmutableArray<CoreFrameInfo> Frames);

/// <summary>A frame of a stack.</summary>
/// <param name="Kind"><c>native</c> (any number of frames of native code), <c>interpreted</c>, <c>baseline</c>, <c>optimized</c> or <c>builtin</c>.</param>
/// <param name="Address">Its address, as <c>0x…</c>.</param>
/// <param name="Function">Name of the function; empty when it has none, and for native code.</param>
/// <param name="FunctionAddress">Address of the function, as <c>0x…</c>; <see langword="null"/> for native code.</param>
/// <param name="Place">Where the function begins, as <c>file:line:column</c> or the file alone; empty when it is V8's own.</param>
/// <param name="IsConstruct">Whether it was called by <c>new</c>.</param>
/// <param name="BytecodeOffset">How far it had come, in bytes of its bytecode; <see langword="null"/> for compiled code.</param>
/// <param name="Receiver">What <c>this</c> was; <see langword="null"/> for native code.</param>
/// <param name="Arguments">What it was called with, the first ones.</param>
/// <param name="ArgumentCount">How many arguments it was called with.</param>
public sealed record CoreFrameInfo(
    string Kind,
    string Address,
    string Function,
    string? FunctionAddress,
    string Place,
    bool IsConstruct,
    int? BytecodeOffset,
    CoreValueInfo? Receiver,
    ImmutableArray<CoreValueInfo> Arguments,
    int ArgumentCount);
