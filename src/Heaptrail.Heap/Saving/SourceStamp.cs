using Microsoft.Win32.SafeHandles;

namespace Heaptrail.Heap.Saving;

/// <summary>
/// What tells one snapshot file from another without reading it whole: size, time of the last change, and a checksum of its beginning,
/// its end and 64 places between.
/// </summary>
/// <param name="Bytes">Size of the file.</param>
/// <param name="ChangedTicks">Time of the last change, UTC, in ticks.</param>
/// <param name="Sample">Checksum of the places.</param>
readonly record struct SourceStamp(long Bytes, long ChangedTicks, ulong Sample)
{
    const int Places = 64;
    const int PlaceBytes = 4096;

    internal static SourceStamp Of(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        var sample = new byte[(Places + 2) * PlaceBytes];
        int used = 0;
        for (int place = 0; place <= Places + 1; place++)
        {
            long offset = Math.Max(0, (length - PlaceBytes) / (Places + 1) * place);
            if (place == Places + 1)
                offset = Math.Max(0, length - PlaceBytes);
            used += RandomAccess.Read(file, sample.AsSpan(used, PlaceBytes), offset);
        }
        return new(length, File.GetLastWriteTimeUtc(file).Ticks, Checksum.Of(sample.AsSpan(0, used)));
    }
}
