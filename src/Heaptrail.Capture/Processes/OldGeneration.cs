using System.Globalization;
using System.Numerics;

namespace Heaptrail.Capture.Processes;

/// <summary>
/// Where V8 gives up: the limit of its old generation, in which all that survives ends. The limit that V8 reports (<c>heap_size_limit</c>) counts the young
/// generation in, which a leak cannot use: 48 MiB in Node.js 16 to 22, 192 MiB in 24, 96 MiB in 26.
/// </summary>
static class OldGeneration
{
    const long MiB = 1 << 20;
    const string Size = "--max-old-space-size", Percentage = "--max-old-space-size-percentage", SemiSpace = "--max-semi-space-size";

    // The young generation has room for three semi-spaces.
    const int SemiSpaces = 3;

    /// <summary>The limit in bytes.</summary>
    /// <param name="whole">What V8 reports, in bytes.</param>
    /// <param name="major">Major version of Node.js.</param>
    /// <param name="options">Options of NODE_OPTIONS, then of the command line.</param>
    public static long LimitOf(long whole, int major, IReadOnlyList<string> options)
    {
        if (Value(options, Size) is { } set and < 1 << 24)
            return long.Min(set * MiB, whole);
        (long most, int ratio) = SemiSpaceOf(major);
        long semiSpace = Value(options, SemiSpace) is { } given ? (long)BitOperations.RoundUpToPowerOf2((ulong)long.Min(given, 1 << 20)) * MiB
            : Value(options, Percentage) is not null ? most
            : Chosen(whole, most, ratio);
        return long.Max(whole - (SemiSpaces * semiSpace), whole / 2);
    }

    /// <summary>The size that was set for the old generation, in bytes; <see langword="null"/> when V8 chose it. The last option counts.</summary>
    public static long? SetIn(IReadOnlyList<string> options) => Value(options, Size) is { } set and < 1 << 24 ? set * MiB : null;

    // Measured with programs that ran out of memory, Node.js 16 to 26 on x64. The majors between are taken for the next one below.
    static (long Most, int Ratio) SemiSpaceOf(int major) => major switch
    {
        < 24 => (16 * MiB, 128),
        < 26 => (64 * MiB, 32),
        _ => (32 * MiB, 32),
    };

    /// <summary>A semi-space where V8 chose all sizes: a part of the old generation, rounded up to a power of two. In small containers it is small.</summary>
    static long Chosen(long whole, long most, int ratio)
    {
        long semiSpace = most;
        while (semiSpace > MiB && semiSpace / 2 >= (whole - (SemiSpaces * semiSpace)) / ratio)
            semiSpace /= 2;
        return semiSpace;
    }

    static long? Value(IReadOnlyList<string> options, string name)
    {
        long? value = null;
        for (var i = 0; i < options.Count; i++)
        {
            string word = options[i].Replace('_', '-');
            string? text = word.StartsWith(name + "=", StringComparison.Ordinal) ? word[(name.Length + 1)..]
                : word == name && i + 1 < options.Count ? options[i + 1] : null;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0)
                value = number;
        }
        return value;
    }
}
