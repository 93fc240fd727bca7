using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Heaptrail.Capture.Load.Http;

/// <summary>
/// A text with places that are filled in anew for each request: <c>{i}</c> is its number, <c>{uuid}</c> a random UUID, <c>{1..500}</c> a random whole
/// number of that range. The same request of another run has the same values.
/// </summary>
sealed partial class TextTemplate
{
    readonly ImmutableArray<Part> parts;

    internal TextTemplate(string text)
    {
        var found = ImmutableArray.CreateBuilder<Part>();
        int at = 0;
        foreach (Match match in Places().Matches(text))
        {
            found.Add(new(Kind.Text, Encoding.UTF8.GetBytes(text[at..match.Index]), 0, 0));
            found.Add(PartOf(match));
            at = match.Index + match.Length;
        }
        found.Add(new(Kind.Text, Encoding.UTF8.GetBytes(text[at..]), 0, 0));
        parts = found.ToImmutable();
    }

    /// <summary>Whether it is the same for all requests.</summary>
    internal bool IsFixed => parts.Length == 1;

    /// <summary>Writes the text for a request.</summary>
    internal void Write(long number, IBufferWriter<byte> output)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            Part part = parts[i];
            Span<byte> room = output.GetSpan(int.Max(part.Text.Length, 36));
            switch (part.Kind)
            {
                case Kind.Text:
                    part.Text.CopyTo(room);
                    output.Advance(part.Text.Length);
                    break;
                case Kind.Uuid:
                    UuidOf(number, i).TryFormat(room, out int length);
                    output.Advance(length);
                    break;
                default:
                    long value = part.Kind == Kind.Number ? number : part.From + (long)(Random(number, i) % (ulong)(part.To - part.From + 1));
                    value.TryFormat(room, out int digits, default, CultureInfo.InvariantCulture);
                    output.Advance(digits);
                    break;
            }
        }
    }

    internal string Text(long number)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(number, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static Part PartOf(Match match)
    {
        if (match.Groups["uuid"].Success)
            return new(Kind.Uuid, [], 0, 0);
        if (!match.Groups["from"].Success)
            return new(Kind.Number, [], 0, 0);
        long from = long.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture), to = long.Parse(match.Groups["to"].Value, CultureInfo.InvariantCulture);
        return new(Kind.Range, [], long.Min(from, to), long.Max(from, to));
    }

    static Guid UuidOf(long number, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Random(number, place));
        BitConverter.TryWriteBytes(bytes[8..], Random(number, ~place));
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);   // version 4, in the byte order of Guid
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>SplitMix64 (public domain, Vigna 2015): the value of a number, without a state that connections would have to share.</summary>
    static ulong Random(long number, int place)
    {
        unchecked
        {
            ulong z = ((ulong)number * 0x9E3779B97F4A7C15) + ((ulong)place * 0xD1B54A32D192ED03) + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    enum Kind { Text, Number, Uuid, Range }

    readonly record struct Part(Kind Kind, byte[] Text, long From, long To);

    [GeneratedRegex(@"\{(?:i|(?<uuid>uuid)|(?<from>\d{1,15})\.\.(?<to>\d{1,15}))\}")]
    private static partial Regex Places();
}
