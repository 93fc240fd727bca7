namespace Heaptrail.Postmortem.V8;

/// <summary>
/// Where a family of V8 versions keeps what, without pointer compression, on 64-bit Linux. Offsets are in bytes from the start of an
/// object. Types and most offsets are those that the binaries of Node.js publish as <c>v8dbg_</c> symbols; page headers, roots and global
/// handles were found out by looking.
/// </summary>
sealed record V8Layout
{
    /// <summary>Major version of Node.js.</summary>
    internal required int Node { get; init; }

    /// <summary>Start of V8's version, such as <c>11.3.</c></summary>
    internal required string Version { get; init; }

    /// <summary>From the start of the isolate to the table of roots.</summary>
    internal required int Roots { get; init; }

    /// <summary>
    /// From the start of the isolate to the stack pointer with which its thread entered JavaScript (<c>js_entry_sp</c>); 0 is there while
    /// none runs.
    /// </summary>
    internal required int EntryStackPointer { get; init; }

    /// <summary>From the start of the isolate to the frame from which JavaScript last called C++ (<c>c_entry_fp</c>).</summary>
    internal required int ExitFrame { get; init; }

    /// <summary>
    /// From the start of a heap to what its collector does (<c>gc_state_</c>, 32 bits): 1 and 3 it collects young objects, 2 all; 0
    /// nothing, 4 the heap is being given up. As the binaries' <c>Heap::SetGCState</c> writes it.
    /// </summary>
    internal required int CollectorState { get; init; }

    /// <summary>Number of <c>undefined</c> in that table; null, true and false follow at fixed distances.</summary>
    internal required int UndefinedRoot { get; init; }

    internal required int UndefinedKind { get; init; }

    internal required PageHeader Page { get; init; }

    internal required InstanceTypes Types { get; init; }

    internal required int DescriptorHeader { get; init; }

    internal required int FunctionShared { get; init; }

    internal required int FunctionContext { get; init; }

    internal required int FunctionFeedback { get; init; }

    internal required int FunctionCode { get; init; }

    internal const int FunctionPrototype = 56;

    internal required int SharedName { get; init; }

    internal required int SharedScript { get; init; }

    internal const int SharedFunctionData = 8;

    /// <summary>Whether the flags of a ScopeInfo are a plain number, and not one with a tag.</summary>
    internal required bool HasRawScopeFlags { get; init; }

    /// <summary>Words before the first variable of a ScopeInfo, without its map.</summary>
    internal required int ScopeFirstVariable { get; init; }

    internal required int BytecodeData { get; init; }

    internal required int NameDictionaryPrefix { get; init; }

    internal required int DictionaryElementsKind { get; init; }

    internal required int BufferLength { get; init; }

    internal required int BufferStore { get; init; }

    /// <summary>Where a typed array or DataView says how many bytes it has.</summary>
    internal required int ViewLength { get; init; }

    /// <summary>Whether a Date has its time as a plain number, and not as a value of JavaScript.</summary>
    internal required bool HasRawDates { get; init; }

    /// <summary>Kinds of the frames between <c>new</c> and a constructor.</summary>
    internal required (int First, int Last) ConstructFrames { get; init; }

    /// <summary>What the cell of a FinalizationRegistry watches; the token to unregister by comes next, and neither is held.</summary>
    internal required int WeakCellTarget { get; init; }

    /// <summary>Whether a type of V8's own is an array of pointers with its length first.</summary>
    internal bool IsTrustedArray(int type) =>
        Types.Names.TryGetValue(type, out string? name)
        && name is "TrustedFixedArray" or "TrustedWeakFixedArray" or "ProtectedFixedArray" or "ArrayList" or "ClosureFeedbackCellArray" or "ScriptContextTable"
            or "ObjectBoilerplateDescription" or "RegExpMatchInfo" && Node >= 22;

    /// <summary>All that are known.</summary>
    internal static IReadOnlyList<V8Layout> All { get; } = [Layout10.Value, Layout11.Value, Layout12.Value, Layout13.Value, Layout14.Value];
}

/// <summary>Form of the header of a page, all offsets from its start.</summary>
/// <param name="Flags">Where the flags are, always in the page itself.</param>
/// <param name="Metadata">Where the address of the header proper is; negative when it is the page itself.</param>
/// <param name="Size">Bytes of the page.</param>
/// <param name="Heap">The heap that it belongs to; 0 for read-only pages, which isolates share.</param>
/// <param name="AreaStart">Address of the first object.</param>
/// <param name="AreaEnd">Address behind the last.</param>
readonly record struct PageHeader(int Flags, int Metadata, int Size, int Heap, int AreaStart, int AreaEnd);
