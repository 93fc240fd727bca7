using System.Text;

namespace Heaptrail.Tests.Support;

/// <summary>Reads pieces of text as UTF-8 while they are made. Cannot seek, like a pipe.</summary>
sealed class PartStream(IEnumerable<string> parts) : ReadOnlyStream
{
    readonly IEnumerator<string> parts = parts.GetEnumerator();
    byte[] pending = new byte[256];
    int begin;
    int end;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count)
        {
            if (begin == end && !Next())
                break;
            int taken = Math.Min(end - begin, count - read);
            pending.AsSpan(begin, taken).CopyTo(buffer.AsSpan(offset + read));
            begin += taken;
            read += taken;
        }
        return read;
    }

    bool Next()
    {
        while (parts.MoveNext())
        {
            if (parts.Current.Length * 3 > pending.Length)
                pending = new byte[parts.Current.Length * 3];
            begin = 0;
            end = Encoding.UTF8.GetBytes(parts.Current, pending);
            if (end > 0)
                return true;
        }
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        parts.Dispose();
        base.Dispose(disposing);
    }
}
