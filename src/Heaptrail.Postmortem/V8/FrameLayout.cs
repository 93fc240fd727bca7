namespace Heaptrail.Postmortem.V8;

/// <summary>Where V8 notes which frames of JavaScript there are, and how it marks its own frames on the stack.</summary>
/// <param name="ExitFrame">From the start of the isolate to the address of the frame through which JavaScript called native code; 0 while JavaScript runs.</param>
/// <param name="EntryFrame">From the start of the isolate to the address of the first frame that native code called JavaScript through.</param>
/// <param name="FirstConstruct">The first kind of frame between <c>new</c> and the constructor.</param>
/// <param name="LastConstruct">The last one.</param>
readonly record struct FrameLayout(int ExitFrame, int EntryFrame, int FirstConstruct, int LastConstruct)
{
    // Kinds of frames that are the same in all versions.
    internal const int Entry = 1;
    internal const int ConstructEntry = 2;

    // More than any version has.
    internal const int MostKinds = 48;

    // Of v8dbg_off_fp_*: from the frame's address.
    internal const int Kind = -8;
    internal const int Context = -8;
    internal const int Function = -16;
    internal const int ArgumentCount = -24;
    internal const int Bytecodes = -32;
    internal const int BytecodeOffset = -40;
    internal const int Receiver = 16;
}
