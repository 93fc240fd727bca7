namespace Heaptrail.Postmortem.Elf;

/// <summary>Bounds on what a core dump may promise: it may come from anybody.</summary>
public readonly record struct ElfCoreLimits()
{
    readonly int? headers;
    readonly int? noteBytes;

    /// <summary>Parts of a file.</summary>
    public int Headers
    {
        get => headers ?? 1 << 20;
        init => headers = value;
    }

    /// <summary>Bytes of notes that are looked at.</summary>
    public int NoteBytes
    {
        get => noteBytes ?? 64 << 20;
        init => noteBytes = value;
    }
}
