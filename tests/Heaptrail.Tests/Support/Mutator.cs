using System.Text;

namespace Heaptrail.Tests.Support;

/// <summary>Damages bytes as disks, networks, killed processes and ill-willed people do. The same seed gives the same damage.</summary>
sealed class Mutator(int seed)
{
    static readonly byte[] interesting = Encoding.ASCII.GetBytes("0123456789,[]{}\":\\ \n-.eu\0");

    static readonly string[] absurd =
    [
        "4294967295", "4294967296", "9007199254740993", "9223372036854775807", "18446744073709551616", "99999999999999999999999999", "2147483648", "1e9", "-1", "0.5",
    ];

    static readonly byte[][] notUtf8 = [[0xC0, 0x80], [0xFF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xE2, 0x82]];

    readonly Random random = new(seed);

    /// <summary>A damaged copy.</summary>
    public byte[] Damage(byte[] source)
    {
        var bytes = new List<byte>(source);
        for (int change = random.Next(1, 4); change > 0; change--)
            Change(bytes);
        return [.. bytes];
    }

    void Change(List<byte> bytes)
    {
        if (bytes.Count == 0)
            return;
        int at = random.Next(bytes.Count);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(14))
        {
            case 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1:
                bytes[at] = interesting[random.Next(interesting.Length)];
                break;
            case 2:
                bytes.Insert(at, interesting[random.Next(interesting.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 5:
                ReplaceNumber(bytes, at, absurd[random.Next(absurd.Length)]);
                break;
            case 6:
                bytes.InsertRange(at, notUtf8[random.Next(notUtf8.Length)]);
                break;
            case 7:
                RepeatSection(bytes, at);
                break;
            case 8:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                break;
            case 9:
                bytes.InsertRange(at, Enumerable.Repeat((byte)"[{"[random.Next(2)], random.Next(4) == 0 ? 5000 : 3));
                break;
            default:
                ReplaceNumber(bytes, at, null);
                break;
        }
    }

    // By null: one digit changes.
    void ReplaceNumber(List<byte> bytes, int from, string? number)
    {
        int begin = bytes.FindIndex(from, IsDigit);
        if (begin < 0)
            return;
        if (number is null)
        {
            bytes[begin] = (byte)('0' + random.Next(10));
            return;
        }
        int end = bytes.FindIndex(begin, b => !IsDigit(b));
        bytes.RemoveRange(begin, (end < 0 ? bytes.Count : end) - begin);
        bytes.InsertRange(begin, Encoding.ASCII.GetBytes(number));
    }

    static void RepeatSection(List<byte> bytes, int from)
    {
        int begin = bytes.IndexOf((byte)'\n', from);
        int end = begin < 0 ? -1 : bytes.IndexOf((byte)']', begin);
        if (end > begin)
            bytes.InsertRange(end + 1, [(byte)',', .. bytes.GetRange(begin, end + 1 - begin)]);
    }

    static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
