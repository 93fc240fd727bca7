namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Reads the <c>mappings</c> of a source map: numbers in base 64, five bits a digit, the lowest bit of a number its sign. ECMA-426,
/// "Mappings".
/// </summary>
ref struct VlqReader(ReadOnlySpan<char> text)
{
    // More digits than 32 bits need: whoever writes them means to break something.
    const int MostDigits = 7;
    const int Continuation = 32;

    readonly ReadOnlySpan<char> text = text;

    internal int At { get; private set; }

    internal readonly bool IsAtEnd => At == text.Length;

    internal readonly char Next => text[At];

    internal void Skip() => At++;

    /// <summary>Reads one number; <see langword="false"/> where there is none or it is damaged.</summary>
    internal bool TryRead(out int number)
    {
        long bits = 0;
        number = 0;
        for (int shift = 0; shift < MostDigits * 5; shift += 5)
        {
            if (IsAtEnd || DigitOf(text[At]) is not (>= 0 and var digit))
                return false;
            At++;
            bits |= (long)(digit & (Continuation - 1)) << shift;
            if ((digit & Continuation) != 0)
                continue;
            long size = bits >> 1;
            if (size > int.MaxValue)
                return false;
            number = (int)((bits & 1) != 0 ? -size : size);
            return true;
        }
        return false;
    }

    static int DigitOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}
