namespace Heaptrail.Postmortem.Inspection;

/// <summary>Fields of one object, up to a number; further ones are only counted.</summary>
sealed class FieldCollector(int most)
{
    readonly List<MemoryField> fields = [];

    internal IReadOnlyList<MemoryField> Fields => fields;

    internal long Unread { get; private set; }

    internal void Add(MemoryFieldKind kind, Func<string> name, Func<MemoryValue> value, Func<MemoryValue>? key = null)
    {
        if (fields.Count < most)
            fields.Add(new(kind, name(), key?.Invoke(), value()));
        else
            Unread++;
    }

    /// <summary>Counts fields that nobody needs to look at one by one.</summary>
    internal void Skip(long count) => Unread += count;

    internal bool IsFull => fields.Count >= most;
}
