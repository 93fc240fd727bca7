using Heaptrail.Heap.Graph;
using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Graph;

/// <summary>Fields of V8's own objects that have names in heap snapshots.</summary>
sealed partial class EdgeWriter
{
    static readonly (int, string)[] table = [(24, "table")];
    static readonly (int, string)[] promise = [(24, "reactions_or_result")];
    static readonly (int, string)[] view = [(24, "buffer")];
    static readonly (int, string)[] bound = [(24, "bound_function"), (32, "bound_this"), (40, "bound_arguments")];
    static readonly (int, string)[] generator = [(24, "function"), (32, "context"), (40, "receiver"), (64, "parameters_and_registers")];
    static readonly (int, string)[] regExp = [(24, "data"), (32, "source")];
    static readonly (int, string)[] global = [(24, "native_context"), (32, "global_proxy")];
    // Since V8 12 it does not know its context.
    static readonly (int, string)[] laterGlobal = [(24, "global_proxy")];
    static readonly (int, string)[] proxy = [(8, "target"), (16, "handler")];

    (int Offset, string Name)[]? FieldsOf(int type)
    {
        if (type == types.JSMap || type == types.JSSet || type == types.JSWeakMap || type == types.JSWeakSet)
            return table;
        if (type == types.TypedArray || type == types.DataView)
            return view;
        if (InstanceTypes.IsIn(types.Generators, type))
            return generator;
        return type switch
        {
            _ when type == types.Promise => promise,
            _ when type == types.BoundFunction => bound,
            _ when type == types.RegExp => regExp,
            _ when type == types.GlobalObject => heap.Layout.Node >= 22 ? laterGlobal : global,
            _ when type == types.Proxy => proxy,
            _ => null,
        };
    }

    void Fields(ulong pointer, (int Offset, string Name)[] fields)
    {
        foreach ((int offset, string name) in fields)
            Field(pointer, offset, name);
    }

    void Function(ulong pointer, MapInfo map)
    {
        V8Layout layout = heap.Layout;
        Field(pointer, layout.FunctionShared, "shared");
        Field(pointer, layout.FunctionContext, "context");
        Field(pointer, layout.FunctionFeedback, "feedback_cell");
        Field(pointer, layout.FunctionCode, "code");
        if (map.Size <= V8Layout.FunctionPrototype)
            return;
        ulong prototype = heap.Field(pointer, V8Layout.FunctionPrototype);
        if (heap.MapOf(prototype) is not { } found)
            return;
        Cover(V8Layout.FunctionPrototype / 8);
        if (found.Type == types.Map)
        {
            Add(EdgeType.Property, "prototype", heap.Map(prototype)?.Prototype ?? 0);
            Add(EdgeType.Internal, "initial_map", prototype);
        }
        else if (types.IsReceiver(found.Type))
        {
            Add(EdgeType.Property, "prototype", prototype);
        }
    }

    void System(ulong pointer, MapInfo map)
    {
        int type = map.Type;
        if (type < InstanceTypes.FirstNonString)
            Fields(pointer, (type & 7) switch { 1 => [(16, "first"), (24, "second")], 3 => [(16, "parent")], 5 => [(16, "actual")], _ => [] });
        else if (type == types.Map)
            Fields(pointer, [(24, "prototype"), (32, "constructor"), (40, "descriptors"), (48, "dependent_code"), (64, "transitions")]);
        else if (type == types.SharedFunctionInfo)
            Fields(pointer, [(heap.Layout.SharedName, "name_or_scope_info"), (heap.Layout.SharedScript, "script"), (V8Layout.SharedFunctionData, "function_data")]);
        else if (type == types.Script)
            Fields(pointer, [(8, "source"), (16, "name"), (32, "context_data"), (56, "line_ends"), (88, "shared_function_infos")]);
        else if (type == types.PropertyCell)
            Fields(pointer, [(8, "name"), (24, "value"), (32, "dependent_code")]);
        else if (type == types.Cell || type == types.FeedbackCell)
            Fields(pointer, [(8, "value")]);
        else if (type == types.AccessorPair)
            Fields(pointer, [(8, "getter"), (16, "setter")]);
        else if (type == promiseReaction)
            Fields(pointer, [(8, "next"), (16, "reject_handler"), (24, "fulfill_handler"), (32, "promise_or_capability")]);
    }

    void Buffer(ulong pointer)
    {
        long bytes = (long)heap.Field(pointer, heap.Layout.BufferLength);
        ulong store = heap.Field(pointer, heap.Layout.BufferStore);
        for (int offset = 24; offset <= heap.Layout.BufferStore; offset += 8)
            Cover(offset / 8);
        if (bytes > 0 && store != 0)
            AddNode(EdgeType.Internal, names.Of("backing_store"), Buffers.Of(store, bytes));
    }
}
