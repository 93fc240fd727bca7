namespace Heaptrail.Postmortem.V8;

/// <summary>V8's numbers for the kinds of objects. Strings are below 128; what is not named here is data of V8's own.</summary>
sealed record InstanceTypes
{
    internal const int FirstNonString = 128;
    internal const int Symbol = 128;
    internal const int BigInt = 129;
    internal const int HeapNumber = 130;
    internal const int Oddball = 131;

    // PromiseFulfillReactionJobTask, ...RejectReactionJobTask, CallableTask, CallbackTask, PromiseResolveThenableJobTask.
    internal const int FirstMicrotask = 132;
    internal const int LastMicrotask = 136;

    internal const int FirstPlainObject = 1025;
    internal const int ApiObject = 1058;

    internal required int Map { get; init; }
    internal required (int First, int Last) FixedArrays { get; init; }
    internal required (int First, int Last) Contexts { get; init; }
    internal required (int First, int Last) WeakFixedArrays { get; init; }
    internal required int WeakArrayList { get; init; }
    internal required int ByteArray { get; init; }
    internal required int FixedDoubleArray { get; init; }
    internal required int BytecodeArray { get; init; }
    internal required int PropertyArray { get; init; }
    internal required int DescriptorArray { get; init; }
    internal required int StrongDescriptorArray { get; init; }
    internal required int PropertyCell { get; init; }
    internal required int Cell { get; init; }
    internal required int WeakCell { get; init; }
    internal required int FeedbackCell { get; init; }
    internal required int FeedbackVector { get; init; }
    internal required int ScopeInfo { get; init; }
    internal required int SharedFunctionInfo { get; init; }
    internal required int Script { get; init; }
    internal required int Code { get; init; }
    internal required int InstructionStream { get; init; }
    internal required int AccessorPair { get; init; }
    internal required int AccessorInfo { get; init; }
    internal required int AllocationSite { get; init; }
    internal required int FunctionTemplateInfo { get; init; }
    internal required int EmbedderDataArray { get; init; }

    /// <summary>Data types with a name of their own in heap snapshots, for what is not above.</summary>
    internal required IReadOnlyDictionary<int, string> Names { get; init; }

    // Receivers below the plain objects.
    internal required int Proxy { get; init; }
    internal required int GlobalObject { get; init; }
    internal required int GlobalProxy { get; init; }
    internal required int ModuleNamespace { get; init; }

    internal required (int First, int Last) Functions { get; init; }
    internal required int BoundFunction { get; init; }
    internal required int Array { get; init; }
    internal required int ArrayBuffer { get; init; }
    internal required int TypedArray { get; init; }
    internal required int DataView { get; init; }
    internal required int Date { get; init; }
    internal required int RegExp { get; init; }
    internal required int Promise { get; init; }
    internal required int JSMap { get; init; }
    internal required int JSSet { get; init; }
    internal required int JSWeakMap { get; init; }
    internal required int JSWeakSet { get; init; }
    internal required int JSWeakRef { get; init; }
    internal required (int First, int Last) Generators { get; init; }

    /// <summary>Type with a name of its own; -1 when this version has none.</summary>
    internal int TypeNamed(string name) => Names.FirstOrDefault(type => type.Value == name, new(-1, "")).Key;

    internal static bool IsIn((int First, int Last) range, int type) => type >= range.First && type <= range.Last;

    internal bool IsReceiver(int type) => type >= FirstPlainObject || type == Proxy || type == GlobalObject || type == GlobalProxy || type == ModuleNamespace;

    internal bool IsFunction(int type) => IsIn(Functions, type);
}
