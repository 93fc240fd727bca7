namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads a JSON array of unsigned integers in batches, the form in which a snapshot keeps its nodes and edges. V8 writes nothing
/// but digits, commas and line feeds; any other JSON white space is taken too. Numbers may be cut by the end of the window.
/// </summary>
struct NumberScanner
{
    const long LargestBeforeDigit = (long.MaxValue - 9) / 10;

    readonly ByteCursor cursor;
    long[] offsets = [];
    long value;
    bool inNumber;
    bool needNumber;
    bool afterNumber;

    /// <summary>Starts behind the opening bracket of the array.</summary>
    internal NumberScanner(ByteCursor cursor) => this.cursor = cursor;

    /// <summary>Whether the closing bracket was passed.</summary>
    internal bool AtEnd { get; private set; }

    /// <summary>Numbers that the last batch has, also when its reading failed.</summary>
    internal int Count { get; private set; }

    /// <summary>Offset of a number of the last batch.</summary>
    internal readonly long OffsetOf(int index) => offsets[index];

    /// <summary>Reads numbers until the batch is full or the array ends. Returns how many.</summary>
    internal int Read(Span<long> batch)
    {
        if (offsets.Length < batch.Length)
            offsets = new long[batch.Length];
        Count = 0;
        while (Count < batch.Length && !AtEnd)
        {
            ReadOnlySpan<byte> bytes = cursor.Available;
            if (bytes.IsEmpty)
            {
                if (!cursor.Refill())
                    Throw.FileEnds(cursor.Section, cursor.Offset);
                continue;
            }
            cursor.Advance(Scan(bytes, batch));
        }
        return Count;
    }

    // Returns the bytes used. All state that must outlive the window is in the fields.
    int Scan(ReadOnlySpan<byte> bytes, Span<long> batch)
    {
        long number = value;
        int count = Count;
        int i = 0;
        while (i < bytes.Length)
        {
            uint digit = unchecked((uint)bytes[i] - '0');
            if (digit <= 9)
            {
                if (afterNumber)
                    Throw.Unexpected(bytes[i], "',' or ']'", cursor.Section, cursor.Offset + i);
                if (!inNumber)
                    offsets[count] = cursor.Offset + i;
                do
                {
                    if (number > LargestBeforeDigit)
                        Throw.NumberTooLarge(cursor.Section, cursor.Offset + i);
                    number = (number * 10) + digit;
                    i++;
                }
                while (i < bytes.Length && (digit = unchecked((uint)bytes[i] - '0')) <= 9);
                inNumber = true;
                continue;
            }
            byte next = bytes[i++];
            if (next == ',')
            {
                if (!inNumber && !afterNumber)
                    Throw.Unexpected(next, "a number", cursor.Section, cursor.Offset + i - 1);
                inNumber = afterNumber = false;
                needNumber = true;
                batch[count++] = number;
                Count = count;
                number = 0;
                if (count == batch.Length)
                    break;
            }
            else if (next == ']')
            {
                if (inNumber || afterNumber)
                    batch[count++] = number;
                else if (needNumber)
                    Throw.Unexpected(next, "a number", cursor.Section, cursor.Offset + i - 1);
                Count = count;
                AtEnd = true;
                break;
            }
            else if (next is (byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t')
            {
                afterNumber |= inNumber;
                inNumber = false;
            }
            else
            {
                Throw.Unexpected(next, "an unsigned integer", cursor.Section, cursor.Offset + i - 1);
            }
        }
        value = number;
        return i;
    }
}
