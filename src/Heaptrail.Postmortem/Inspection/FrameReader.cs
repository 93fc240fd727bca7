using Heaptrail.Postmortem.V8;

namespace Heaptrail.Postmortem.Inspection;

/// <summary>Reads frames: function, place, arguments.</summary>
sealed class FrameReader(V8Heap heap, Texts texts, FunctionPlaces places, ValueReader values)
{
    const int MostArguments = 8;
    const int ArgumentLimit = 1 << 16;

    internal StackFrame Read(RawFrame frame)
    {
        if (frame.Function == 0)
            return new(FrameKind.Native, frame.Address, "", null, "", false, null, null, [], 0);
        (FrameKind kind, int? offset) = KindOf(frame);
        int count = CountArguments(frame.Address);
        return new(
            kind,
            frame.Address,
            texts.FunctionName(frame.Function),
            frame.Function & ~7UL,
            places.Of(frame.Function)?.ToString() ?? "",
            frame.IsConstruct,
            offset,
            count < 0 ? null : values.Read(Word(frame.Address, FrameLayout.Receiver), 0),
            [.. Enumerable.Range(1, Math.Min(Math.Max(count, 0), MostArguments)).Select(i => values.Read(Word(frame.Address, FrameLayout.Receiver + (i * 8)), 0))],
            Math.Max(count, 0));
    }

    ulong Word(ulong address, int offset) => heap.Space.Word(address + (ulong)(long)offset);

    // The receiver counts as one.
    int CountArguments(ulong frame) => Word(frame, FrameLayout.ArgumentCount) is >= 1 and < ArgumentLimit and var count ? (int)count - 1 : -1;

    // Optimized code has other things where the interpreter keeps its bytecodes, compiled code has no offset.
    (FrameKind Kind, int? BytecodeOffset) KindOf(RawFrame frame)
    {
        if (heap.MapOf(Word(frame.Address, FrameLayout.Bytecodes)) is { } map && map.Type == heap.Types.BytecodeArray)
        {
            ulong offset = Word(frame.Address, FrameLayout.BytecodeOffset);
            // It counts from the object's tagged address.
            int bytes = V8Heap.SmallOf(offset) - (heap.Layout.BytecodeData - 1);
            return V8Heap.IsSmall(offset) && bytes >= 0 ? (FrameKind.Interpreted, bytes) : (FrameKind.Baseline, null);
        }
        return (places.ScriptOf(heap.Field(frame.Function, heap.Layout.FunctionShared)) is null ? FrameKind.Builtin : FrameKind.Optimized, null);
    }
}
