using Heaptrail.Heap.Graph;

namespace Heaptrail.Heap.Reading;

/// <summary>
/// Reads the <c>trace_tree</c> section: records that hold the list of their children, as deep as the stacks of the program were. The
/// way back up is in the parents of the records, so depth costs nothing.
/// </summary>
sealed class TraceTreeSection(ByteCursor cursor, SnapshotHeader header, SnapshotLimits limits)
{
    // More than any program allocates, and little enough that all of a file's figures can be added up.
    const long LargestFigure = 1L << 53;
    const long LargestSum = 1L << 62;

    readonly CallTreeColumns tree = new();
    readonly int last = header.TraceNodeFields - 1;
    State state = State.FirstValue;
    int record = -1;
    // Which value of the record comes next, or was read last.
    int place;
    int listOwner = -1;
    long number;
    bool inNumber;
    long sum;

    enum State
    {
        /// <summary>Behind a bracket: a value, or the end of an empty list.</summary>
        FirstValue,
        /// <summary>Behind a comma: a value.</summary>
        Value,
        /// <summary>Behind a value: a comma or the end of the list.</summary>
        Next,
    }

    internal CallTreeColumns Read()
    {
        cursor.Expect((byte)'[', "'['");
        while (true)
        {
            ReadOnlySpan<byte> bytes = cursor.Available;
            if (bytes.IsEmpty)
            {
                if (!cursor.Refill())
                    Throw.FileEnds(cursor.Section, cursor.Offset);
                continue;
            }
            bool atEnd = Scan(bytes, out int used);
            cursor.Advance(used);
            if (atEnd)
                return tree;
        }
    }

    bool Scan(ReadOnlySpan<byte> bytes, out int used)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            byte next = bytes[i];
            uint digit = unchecked((uint)next - '0');
            if (digit <= 9)
            {
                AddDigit(digit, i);
                continue;
            }
            if (inNumber)
                EndNumber(i);
            if (next == ',')
                PassComma(i);
            else if (next == '[')
                OpenList(i);
            else if (next == ']')
            {
                if (CloseList(i))
                {
                    used = i + 1;
                    return true;
                }
            }
            else if (next is not ((byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t'))
                Throw.Unexpected(next, Expected(), cursor.Section, cursor.Offset + i);
        }
        used = bytes.Length;
        return false;
    }

    string Expected() => state == State.Next ? "',' or ']'" : place == header.TraceNodeChildren ? "'['" : "an unsigned integer";

    void AddDigit(uint digit, int at)
    {
        if (!inNumber && (state == State.Next || place == header.TraceNodeChildren))
            Throw.Unexpected((byte)('0' + digit), Expected(), cursor.Section, cursor.Offset + at);
        number = (number * 10) + digit;
        if (number > LargestFigure)
            Throw.NumberTooLarge(cursor.Section, 53, cursor.Offset + at);
        inNumber = true;
    }

    void EndNumber(int at)
    {
        BeginRecord();
        if (place == header.TraceNodeId)
            tree.Ids[record] = (uint)Checked("id", uint.MaxValue);
        else if (place == header.TraceNodeFunction)
            tree.Functions[record] = (int)Checked("function_info_index", int.MaxValue);
        else if (place == header.TraceNodeCount)
            tree.Counts[record] = number;
        else if (place == header.TraceNodeSize)
            tree.Bytes[record] = number;
        if (place == header.TraceNodeCount || place == header.TraceNodeSize)
        {
            sum += number;
            if (sum > LargestSum)
                Throw.NumberTooLarge(cursor.Section, 62, cursor.Offset + at);
        }
        number = 0;
        inNumber = false;
        state = State.Next;
    }

    long Checked(string name, long most)
    {
        if (number > most)
            Throw.FieldOutOfRange("trace node", record, name, number, most + 1, cursor.Offset);
        return number;
    }

    void BeginRecord()
    {
        if (place != 0)
            return;
        if (tree.Count >= limits.MaxTraceNodes)
            Throw.LimitExceeded("trace nodes", tree.Count + 1L, limits.MaxTraceNodes, cursor.Offset);
        record = tree.Add(listOwner);
    }

    void PassComma(int at)
    {
        // A second root would be a second program.
        if (state != State.Next || (place == last && listOwner < 0))
            Throw.Unexpected((byte)',', state == State.Next ? "']'" : Expected(), cursor.Section, cursor.Offset + at);
        place = place == last ? 0 : place + 1;
        state = State.Value;
    }

    void OpenList(int at)
    {
        if (state == State.Next || place != header.TraceNodeChildren)
            Throw.Unexpected((byte)'[', Expected(), cursor.Section, cursor.Offset + at);
        BeginRecord();
        listOwner = record;
        place = 0;
        state = State.FirstValue;
    }

    // True for the list that is the section itself.
    bool CloseList(int at)
    {
        if (state == State.Value)
            Throw.Unexpected((byte)']', Expected(), cursor.Section, cursor.Offset + at);
        if (state == State.Next && place != last)
            Throw.IncompleteRecord(cursor.Section, header.TraceNodeFields, cursor.Offset + at);
        if (listOwner < 0)
            return true;
        record = listOwner;
        listOwner = tree.ParentOf(record);
        place = header.TraceNodeChildren;
        state = State.Next;
        return false;
    }
}
