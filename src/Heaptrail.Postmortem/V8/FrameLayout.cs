namespace Heaptrail.Postmortem.V8;

/// <summary>How frames of V8 look on the stack, in all versions: offsets in bytes from the frame's address, as <c>v8dbg_off_fp_*</c> say.</summary>
static class FrameLayout
{
    internal const int Kind = -8;
    internal const int Context = -8;
    internal const int Function = -16;
    internal const int ArgumentCount = -24;
    internal const int Bytecodes = -32;
    internal const int BytecodeOffset = -40;
    internal const int Receiver = 16;

    // Kinds of frames through which native code calls JavaScript.
    internal const int Entry = 1;
    internal const int ConstructEntry = 2;

    // More kinds than any version has.
    internal const int MostKinds = 48;
}
