using Heaptrail.Cli.Commands;
using Heaptrail.Postmortem.Inspection;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Workflows;

/// <summary>Values and frames of memory as the views show them.</summary>
static class MemoryViews
{
    public static CoreValueInfo Of(MemoryValue value) => new(
        value.Kind.ToString().ToLowerInvariant(),
        AddressOf(value.Address),
        value.Name,
        value.Text,
        value.Length,
        [.. value.Fields.Select(field => new CoreFieldInfo(field.Kind.ToString().ToLowerInvariant(), field.Name, field.Key is null ? null : Of(field.Key), Of(field.Value)))],
        value.Unread,
        value.IsCircular);

    public static CoreFrameInfo Of(StackFrame frame) => new(
        frame.Kind.ToString().ToLowerInvariant(),
        MemoryAddress.Text(frame.Address),
        frame.Function,
        AddressOf(frame.FunctionAddress),
        frame.Place,
        frame.IsConstruct,
        frame.BytecodeOffset,
        frame.Receiver is null ? null : Of(frame.Receiver),
        [.. frame.Arguments.Select(Of)],
        frame.ArgumentCount);

    /// <summary>The stacks of all heaps, the main thread's first.</summary>
    public static CoreThreadInfo[] StacksOf(MemoryInspector memory, int mainThread, int top) =>
    [
        .. memory.Heaps.Select(heap => heap.Stack()).OfType<ThreadStack>().OrderBy(stack => stack.Thread != mainThread).ThenBy(stack => stack.Thread)
            .Select(stack => new CoreThreadInfo(stack.Thread, stack.Thread == mainThread, stack.Frames.Count, [.. stack.Frames.Take(top).Select(Of)])),
    ];

    static string? AddressOf(ulong? address) => address is { } known ? MemoryAddress.Text(known) : null;
}
