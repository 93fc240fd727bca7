using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Kind and name of a node, as V8 gives them in heap snapshots.</summary>
sealed class ObjectNames(V8Heap heap, Texts texts, ClassNames classes)
{
    const int ScriptName = 16;
    const int RegExpSource = 32;

    readonly InstanceTypes types = heap.Types;

    /// <summary>Type of the native contexts; -1 until one was seen.</summary>
    internal int NativeContext { get; init; } = -1;

    /// <summary>Makes what stands for texts; <see langword="null"/> when they are shown.</summary>
    internal TextRedaction? Redaction { get; init; }

    internal (NodeType Type, string Name) Of(ulong pointer, MapInfo map)
    {
        int type = map.Type;
        if (type < InstanceTypes.FirstNonString)
            return ((type & 7) switch { 1 => NodeType.ConsString, 3 => NodeType.SlicedString, _ => NodeType.String }, Shown(texts.Read(pointer)));
        if (types.IsReceiver(type))
            return Receiver(pointer, map);
        return type switch
        {
            InstanceTypes.Symbol => (NodeType.Symbol, texts.Read(heap.Field(pointer, 16)) is { Length: > 0 } description ? description : "symbol"),
            InstanceTypes.BigInt => (NodeType.BigInt, "bigint"),
            InstanceTypes.HeapNumber => (NodeType.Number, "heap number"),
            InstanceTypes.Oddball => (NodeType.Hidden, "system / Oddball"),
            _ => System(pointer, type),
        };
    }

    string Shown(string text) => Redaction is null ? text : Redaction.Of(text);

    (NodeType, string) Receiver(ulong pointer, MapInfo map)
    {
        if (types.IsFunction(map.Type))
            return (NodeType.Closure, texts.FunctionName(pointer));
        if (map.Type == types.BoundFunction)
            return (NodeType.Closure, "native_bind");
        return map.Type == types.RegExp ? (NodeType.RegExp, Shown(texts.Read(heap.Field(pointer, RegExpSource)))) : (NodeType.Object, classes.Of(pointer, map));
    }

    (NodeType, string) System(ulong pointer, int type)
    {
        if (type == NativeContext)
            return (NodeType.Hidden, "system / NativeContext");
        if (InstanceTypes.IsIn(types.Contexts, type))
            return (NodeType.Object, "system / Context");
        if (InstanceTypes.IsIn(types.FixedArrays, type) || type == types.FixedDoubleArray || type == types.ByteArray
            || InstanceTypes.IsIn(types.WeakFixedArrays, type) || type == types.EmbedderDataArray)
        {
            return (NodeType.Array, "");
        }
        if (type == types.SharedFunctionInfo)
            return (NodeType.Code, texts.SharedName(pointer));
        if (type == types.Script)
            return (NodeType.Code, texts.Read(heap.Field(pointer, ScriptName)));
        NodeType shape = heap.Layout.Node >= 20 ? NodeType.ObjectShape : NodeType.Hidden;
        if (type == types.Map)
            return (shape, "system / Map");
        if (type == types.DescriptorArray || type == types.StrongDescriptorArray)
            return (shape, "system / DescriptorArray");
        return Named(type, shape);
    }

    (NodeType, string) Named(int type, NodeType shape)
    {
        (NodeType Kind, string Name) found = type switch
        {
            _ when type == types.BytecodeArray => (NodeType.Code, "BytecodeArray"),
            _ when type == types.Code => (NodeType.Code, "Code"),
            _ when type == types.InstructionStream => (NodeType.Code, "InstructionStream"),
            _ when type == types.FeedbackCell => (NodeType.Code, "FeedbackCell"),
            _ when type == types.FeedbackVector => (NodeType.Code, "FeedbackVector"),
            _ when type == types.ScopeInfo => (NodeType.Code, "ScopeInfo"),
            _ when type == types.AllocationSite => (NodeType.Code, "AllocationSite"),
            _ when type == types.AccessorPair => (NodeType.Hidden, "AccessorPair"),
            _ when type == types.AccessorInfo => (NodeType.Hidden, "AccessorInfo"),
            _ when type == types.PropertyCell => (NodeType.Hidden, "PropertyCell"),
            _ when type == types.Cell => (shape, "Cell"),
            _ when type == types.WeakCell => (NodeType.Hidden, "WeakCell"),
            _ when type == types.FunctionTemplateInfo => (NodeType.Hidden, "FunctionTemplateInfo"),
            _ when type == types.WeakArrayList => (NodeType.Hidden, "WeakArrayList"),
            _ when type == types.PropertyArray => (NodeType.Hidden, "PropertyArray"),
            _ when types.Names.TryGetValue(type, out string? name) => (IsCode(name) ? NodeType.Code : IsShape(name) ? shape : NodeType.Hidden, name),
            _ => (NodeType.Hidden, ""),
        };
        return (found.Kind, found.Name.Length > 0 ? $"system / {found.Name}" : "system");
    }

    static bool IsCode(string name) =>
        name.StartsWith("Uncompiled", StringComparison.Ordinal) || name == "TrustedFixedArray" || name.EndsWith("Handler", StringComparison.Ordinal)
        || name is "FeedbackMetadata" or "InterpreterData" or "ClosureFeedbackCellArray" or "PreparseData" or "ObjectBoilerplateDescription"
            or "ArrayBoilerplateDescription" or "ClassBoilerplate" or "TemplateObjectDescription" or "CodeDataContainer" or "CodeWrapper" or "BytecodeWrapper";

    static bool IsShape(string name) => name is "EnumCache" or "TransitionArray" or "PrototypeInfo" or "DependentCode";
}
