using Heaptrail.Heap.Graph;
using Heaptrail.Heap.Views;

namespace Heaptrail.Heap.Saving;

/// <summary>Writes and reads what an index has beside its columns.</summary>
static class IndexFacts
{
    internal static void Write(this BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (string text in texts)
            writer.Write(text);
    }

    internal static string[] ReadTexts(this BinaryReader reader) => ReadMany(reader, reader => reader.ReadString());

    internal static void Write(this BinaryWriter writer, IReadOnlyDictionary<int, long> numbers)
    {
        writer.Write(numbers.Count);
        foreach ((int key, long value) in numbers)
        {
            writer.Write(key);
            writer.Write(value);
        }
    }

    internal static Dictionary<int, long> ReadNumbers(this BinaryReader reader)
    {
        var numbers = new Dictionary<int, long>();
        for (int count = reader.ReadInt32(); count > 0; count--)
            numbers.Add(reader.ReadInt32(), reader.ReadInt64());
        return numbers;
    }

    internal static void Write(this BinaryWriter writer, IReadOnlyDictionary<int, string> texts)
    {
        writer.Write(texts.Count);
        foreach ((int key, string value) in texts)
        {
            writer.Write(key);
            writer.Write(value);
        }
    }

    internal static Dictionary<int, string> ReadTextByNumber(this BinaryReader reader)
    {
        var texts = new Dictionary<int, string>();
        for (int count = reader.ReadInt32(); count > 0; count--)
            texts.Add(reader.ReadInt32(), reader.ReadString());
        return texts;
    }

    internal static void Write(this BinaryWriter writer, FrequentViews views)
    {
        writer.Write(views.Summary.Count);
        foreach (SummaryRow row in views.Summary)
        {
            writer.Write(row.Class);
            writer.Write(row.Location is not null);
            if (row.Location is { } at)
            {
                writer.Write(at.ScriptId);
                writer.Write(at.Line);
                writer.Write(at.Column);
            }
            writer.Write(row.Count);
            writer.Write(row.Distance);
            writer.Write(row.ShallowBytes);
            writer.Write(row.RetainedBytes);
            writer.Write(row.First.Value);
        }
        HeapStatistics s = views.Statistics;
        foreach (long bytes in (long[])[s.TotalBytes, s.NativeBytes, s.TypedArrayBytes, s.CodeBytes, s.StringBytes, s.ArrayBytes, s.SystemBytes])
            writer.Write(bytes);
        writer.Write(views.NodeVersion ?? "");
        writer.Write(views.ScriptNames);
        writer.Write(views.DominatedByRoot.Count);
        foreach (DominatedRow row in views.DominatedByRoot)
        {
            writer.Write(row.Level);
            writer.Write(row.Place);
            writer.Write(row.Siblings);
            writer.Write(row.Node.Value);
            writer.Write(row.IsAccumulation);
        }
    }

    internal static FrequentViews ReadViews(this BinaryReader reader)
    {
        SummaryRow[] rows = ReadMany(reader, reader => new SummaryRow(reader.ReadString(), ReadLocation(reader), reader.ReadInt64(), reader.ReadInt32(),
            reader.ReadInt64(), reader.ReadInt64(), new(reader.ReadInt32())));
        var statistics = new HeapStatistics(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(),
            reader.ReadInt64(), reader.ReadInt64());
        string version = reader.ReadString();
        Dictionary<int, string> scripts = reader.ReadTextByNumber();
        DominatedRow[] dominated = ReadMany(reader, reader => new DominatedRow(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(),
            new(reader.ReadInt32()), reader.ReadBoolean()));
        return new(rows, statistics, version.Length > 0 ? version : null, scripts, () => dominated);
    }

    static ObjectLocation? ReadLocation(BinaryReader reader) =>
        reader.ReadBoolean() ? new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()) : null;

    static T[] ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var all = new T[reader.ReadInt32()];
        for (int i = 0; i < all.Length; i++)
            all[i] = read(reader);
        return all;
    }
}
