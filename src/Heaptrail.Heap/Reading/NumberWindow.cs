using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Reading;

/// <summary>Feeds a <see cref="NumberKernel"/> from a file: a window that moves on and keeps the number that it cut.</summary>
sealed class NumberWindow
{
    const int Size = 1 << 20;
    const int Front = NumberKernel.Padding + 32;

    readonly SafeFileHandle file;
    readonly Action<int> onRead;
    readonly CancellationToken cancel;
    readonly byte[] window = new byte[Front + Size + NumberKernel.Padding];
    long next;
    int position = Front;
    int end = Front;

    /// <summary>Starts behind the opening bracket of an array.</summary>
    /// <param name="file">The file; it may be read by others at the same time.</param>
    /// <param name="offset">Where the first number begins.</param>
    /// <param name="onRead">Told how many bytes were read.</param>
    /// <param name="cancel">Stops the reading.</param>
    internal NumberWindow(SafeFileHandle file, long offset, Action<int> onRead, CancellationToken cancel)
    {
        this.file = file;
        this.onRead = onRead;
        this.cancel = cancel;
        next = offset;
        window.AsSpan(0, Front).Fill((byte)',');
    }

    /// <summary>Whether the closing bracket was passed.</summary>
    internal bool AtEnd { get; private set; }

    /// <summary>Offset in the file behind the closing bracket.</summary>
    internal long Offset => next - (end - position);

    /// <summary>Reads the next numbers behind those that the batch has already. Returns how many it has then.</summary>
    /// <exception cref="IrregularLayoutException">The file is not laid out as V8 does it, or ends too early.</exception>
    internal int Read(ulong[] batch, int kept)
    {
        int count = kept;
        while (true)
        {
            switch (NumberKernel.Run(window, ref position, end, batch, ref count))
            {
                case NumberKernel.End.Bracket:
                    AtEnd = true;
                    return count;
                case NumberKernel.End.Batch:
                    return count;
                case NumberKernel.End.Window:
                    Refill();
                    if (count > kept)
                        return count;
                    break;
                default:
                    throw new IrregularLayoutException();
            }
        }
    }

    // The bytes from the position on stay, with the one before them: the kernel looks back at it.
    void Refill()
    {
        cancel.ThrowIfCancellationRequested();
        int kept = end - position;
        if (kept > 30)
            throw new IrregularLayoutException();
        window.AsSpan(position - 1, kept + 1).CopyTo(window.AsSpan(Front - kept - 1));
        int read = RandomAccess.Read(file, window.AsSpan(Front, Size), next);
        if (read == 0)
            throw new IrregularLayoutException();
        onRead(read);
        next += read;
        position = Front - kept;
        end = Front + read;
        window.AsSpan(end, NumberKernel.Padding).Fill((byte)'0');
    }
}

/// <summary>The fast path met something that V8 does not write; the general reader takes over.</summary>
sealed class IrregularLayoutException : Exception;
