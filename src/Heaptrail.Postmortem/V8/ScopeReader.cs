namespace Heaptrail.Postmortem.V8;

/// <summary>
/// A ScopeInfo: which variables a function's context has. Behind the flags, the number of parameters and of variables come the names,
/// as many numbers that describe them, and what the flags promise.
/// </summary>
readonly ref struct ScopeReader
{
    // With more variables their names are in a table.
    const int MostInlineNames = 74;

    // Bits of the flags.
    const int SavedClassVariable = 10;
    const int FunctionVariable = 12;
    const int InferredName = 14;
    const int ContextExtension = 26;

    readonly V8Heap heap;
    readonly ulong scope;
    readonly uint flags;
    readonly int firstName;

    internal ScopeReader(V8Heap heap, ulong scope)
    {
        this.heap = heap;
        this.scope = scope;
        IsScope = heap.MapOf(scope) is { } map && map.Type == heap.Types.ScopeInfo;
        if (!IsScope)
            return;
        ulong word = heap.Field(scope, 8);
        flags = heap.Layout.HasRawScopeFlags ? (uint)word : (uint)V8Heap.SmallOf(word);
        VariableCount = Math.Clamp(V8Heap.SmallOf(heap.Field(scope, 24)), 0, 1 << 16);
        firstName = (1 + heap.Layout.ScopeFirstVariable) * 8;
        // The scope of a module has the number of its variables there.
        if (V8Heap.IsSmall(heap.Field(scope, firstName)) && VariableCount > 0)
            firstName += 8;
    }

    internal bool IsScope { get; }

    /// <summary>Variables that live in the context.</summary>
    internal int VariableCount { get; }

    /// <summary>Number of the context's slot that the first variable is in.</summary>
    internal int FirstSlot => (flags >> ContextExtension & 1) != 0 ? 3 : 2;

    /// <summary>Name of a variable; 0 when the names are in a table.</summary>
    internal ulong NameOf(int variable) => VariableCount <= MostInlineNames ? heap.Field(scope, firstName + (variable * 8)) : 0;

    int BehindVariables => firstName + (((VariableCount <= MostInlineNames ? VariableCount : 1) + VariableCount) * 8) + ((int)(flags >> SavedClassVariable & 1) * 8);

    /// <summary>Name of the function, or the one that V8 found for it; 0 when it has none.</summary>
    internal ulong FunctionName
    {
        get
        {
            bool hasName = (flags >> FunctionVariable & 3) != 0;
            if (hasName && heap.Field(scope, BehindVariables) is var name && heap.MapOf(name) is { Type: < InstanceTypes.FirstNonString } && LengthOf(name) > 0)
                return name;
            return (flags >> InferredName & 1) != 0 ? heap.Field(scope, BehindVariables + (hasName ? 16 : 0)) : 0;
        }
    }

    unsafe int LengthOf(ulong text) => *(int*)(heap.At(text) + 12);

    /// <summary>Offset in the source where the function begins; -1 when the scope does not say.</summary>
    internal int StartPosition
    {
        get
        {
            ulong word = heap.Layout.HasRawScopeFlags
                ? heap.Field(scope, 32)
                : heap.Field(scope, BehindVariables + ((flags >> FunctionVariable & 3) != 0 ? 16 : 0) + ((int)(flags >> InferredName & 1) * 8));
            return V8Heap.IsSmall(word) ? V8Heap.SmallOf(word) : -1;
        }
    }
}
