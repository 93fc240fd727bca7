namespace Heaptrail.Postmortem.Inspection;

/// <summary>The JavaScript that a thread ran.</summary>
/// <param name="Thread">Number of the thread; the main thread's is that of the process.</param>
/// <param name="Frames">Its frames, the newest first.</param>
public sealed record ThreadStack(int Thread, IReadOnlyList<StackFrame> Frames);

/// <summary>A frame of a stack.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Its address.</param>
/// <param name="Function">Name of the function; empty when it has none, and for native code.</param>
/// <param name="FunctionAddress">Address of the function without V8's tag; <see langword="null"/> for native code.</param>
/// <param name="Place">Where the function begins, as <c>file:line:column</c> or the file alone; empty when it is V8's own.</param>
/// <param name="IsConstruct">Whether it was called by <c>new</c>.</param>
/// <param name="BytecodeOffset">How far it had come, in bytes of its bytecode; <see langword="null"/> for compiled code.</param>
/// <param name="Receiver">What <c>this</c> was; <see langword="null"/> for native code.</param>
/// <param name="Arguments">What it was called with, the first ones.</param>
/// <param name="ArgumentCount">How many arguments it was called with.</param>
public sealed record StackFrame(
    FrameKind Kind,
    ulong Address,
    string Function,
    ulong? FunctionAddress,
    string Place,
    bool IsConstruct,
    int? BytecodeOffset,
    MemoryValue? Receiver,
    IReadOnlyList<MemoryValue> Arguments,
    int ArgumentCount);

/// <summary>Kinds of frames.</summary>
public enum FrameKind
{
    /// <summary>Native code, of V8, Node.js or an addon: any number of frames.</summary>
    Native,

    /// <summary>JavaScript that V8 interprets.</summary>
    Interpreted,

    /// <summary>JavaScript that V8 compiled without optimizing it.</summary>
    Baseline,

    /// <summary>JavaScript that V8 optimized: functions that were built into it have no frame.</summary>
    Optimized,

    /// <summary>A function of JavaScript itself, such as <c>map</c> of arrays.</summary>
    Builtin,
}
