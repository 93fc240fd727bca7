using Heaptrail.Postmortem.Memory;

namespace Heaptrail.Postmortem.V8;

/// <summary>A frame of JavaScript, or native code between such.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Function">The function, with V8's tag; 0 for native code.</param>
/// <param name="IsConstruct">Whether it was called by <c>new</c>.</param>
readonly record struct RawFrame(ulong Address, ulong Function, bool IsConstruct);

/// <summary>
/// Walks the frames of JavaScript of a thread, the newest first. JavaScript and V8's own code keep the address of the caller's frame at
/// the start of each frame; native code need not, so the walk begins where JavaScript was left, and goes from one entry to the exit before it.
/// </summary>
sealed class StackWalker(V8Heap heap)
{
    // A stack of V8 has less than 1 MiB as a rule, with --stack-size more.
    const int MostFrames = 1 << 20;

    // Between an entry frame and where it notes the exit before it there are some registers of the caller.
    const int FirstSaved = -56;
    const int LastSaved = -136;

    readonly ulong isolate = heap.Roots - (ulong)heap.Layout.Roots;

    /// <summary>The thread that runs the JavaScript of this heap; <see langword="null"/> when none does.</summary>
    internal StoppedThread? ThreadOf(IEnumerable<StoppedThread> threads)
    {
        ulong outermost = heap.Space.Word(isolate + (ulong)heap.Layout.EntryStackPointer);
        return outermost == 0 ? null : threads.Where(thread => outermost > thread.StackPointer && outermost < heap.Space.RangeOf(thread.StackPointer).End).MaxBy(thread => thread.StackPointer);
    }

    /// <summary>The frames of that thread.</summary>
    internal IReadOnlyList<RawFrame> Walk(StoppedThread thread)
    {
        ulong outermost = heap.Space.Word(isolate + (ulong)heap.Layout.EntryStackPointer);
        ulong exit = heap.Space.Word(isolate + (ulong)heap.Layout.ExitFrame);
        var frames = new List<RawFrame>();
        if (exit >= thread.StackPointer && exit < outermost)
            frames.Add(new(exit, 0, false));
        else
            exit = FirstFrame(thread, outermost);
        Walk(exit, outermost, frames);
        return frames;
    }

    void Walk(ulong frame, ulong outermost, List<RawFrame> frames)
    {
        while (frame != 0 && frame <= outermost && frames.Count < MostFrames)
        {
            int kind = KindOf(frame);
            ulong next = heap.Space.Word(frame);
            if (kind is FrameLayout.Entry or FrameLayout.ConstructEntry)
            {
                next = ExitBefore(frame, outermost);
                if (next != 0)
                    frames.Add(new(frame, 0, false));
            }
            else if (InstanceTypes.IsIn(heap.Layout.ConstructFrames, kind) && frames.Count > 0)
            {
                frames[^1] = frames[^1] with { IsConstruct = true };
            }
            else if (kind < 0 && FunctionOf(frame) is not 0 and var function)
            {
                frames.Add(new(frame, function, false));
            }
            if (next <= frame)
                return;
            frame = next;
        }
    }

    // While JavaScript runs its frame is the thread's. Otherwise a native function was called that V8 needs not know of: the frame of
    // its caller is the first from which the way leads to the outermost one.
    ulong FirstFrame(StoppedThread thread, ulong outermost)
    {
        if (thread.FramePointer >= thread.StackPointer && Leads(thread.FramePointer, outermost))
            return thread.FramePointer;
        for (ulong at = (thread.StackPointer + 7) & ~7UL; at < outermost; at += 8)
        {
            if (heap.Space.Word(at) > at && Leads(at, outermost))
                return at;
        }
        return 0;
    }

    bool Leads(ulong frame, ulong outermost)
    {
        for (int i = 0; i < MostFrames && frame <= outermost; i++)
        {
            int kind = KindOf(frame);
            if (kind is FrameLayout.Entry or FrameLayout.ConstructEntry)
                return frame == outermost || ExitBefore(frame, outermost) != 0;
            if (kind < 0 && FunctionOf(frame) == 0)
                return false;
            ulong next = heap.Space.Word(frame);
            if (next <= frame || (next & 7) != 0)
                return false;
            frame = next;
        }
        return false;
    }

    // The frame through which JavaScript had left before it was entered again.
    ulong ExitBefore(ulong entry, ulong outermost)
    {
        if (entry == outermost)
            return 0;
        for (int offset = FirstSaved; offset >= LastSaved; offset -= 8)
        {
            ulong word = heap.Space.Word(entry + (ulong)(long)offset);
            if (word > entry && word < outermost && (word & 7) == 0 && KindOf(word) > FrameLayout.ConstructEntry && heap.Space.Word(word) > word)
                return word;
        }
        return 0;
    }

    // Frames of JavaScript have their context where V8's own have a small number.
    int KindOf(ulong frame)
    {
        ulong word = heap.Space.Word(frame + unchecked((ulong)FrameLayout.Kind));
        return (word & 1) == 0 && word >> 1 is > 0 and < FrameLayout.MostKinds ? (int)(word >> 1) : -1;
    }

    ulong FunctionOf(ulong frame)
    {
        if (heap.MapOf(heap.Resolve(heap.Space.Word(frame + unchecked((ulong)FrameLayout.Context)))) is not { } context || !InstanceTypes.IsIn(heap.Types.Contexts, context.Type))
            return 0;
        ulong function = heap.Resolve(heap.Space.Word(frame + unchecked((ulong)FrameLayout.Function)));
        return heap.MapOf(function) is { } map && heap.Types.IsFunction(map.Type) ? function : 0;
    }
}
