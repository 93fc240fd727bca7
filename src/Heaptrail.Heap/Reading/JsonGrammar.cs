namespace Heaptrail.Heap.Reading;

/// <summary>
/// Follows the grammar of one JSON value through its bytes, which may come in pieces. It keeps one bit for each level, so that no depth
/// costs more memory than the file takes on disk.
/// </summary>
sealed class JsonGrammar
{
    enum Place
    {
        Value,
        ValueOrEnd,
        Key,
        KeyOrEnd,
        Colon,
        AfterValue,
        Text,
        Escape,
        Hex,
        Literal,
        Minus,
        Zero,
        Integer,
        Point,
        Fraction,
        Exponent,
        ExponentSign,
        ExponentDigits,
        Done,
    }

    readonly List<ulong> levels = [];
    int depth;
    Place place = Place.Value;
    bool isKey;
    int hexLeft;
    string literal = "";
    int literalAt;

    /// <summary>Whether the value is complete.</summary>
    internal bool IsDone => place == Place.Done;

    /// <summary>What should stand where the last <see cref="Take"/> stopped; <see langword="null"/> while all is well.</summary>
    internal string? Expected { get; private set; }

    /// <summary>Takes the bytes that belong to the value. Returns how many; it stops at the end of the value and at what does not fit.</summary>
    internal int Take(ReadOnlySpan<byte> bytes)
    {
        int i = 0;
        while (i < bytes.Length && place != Place.Done)
        {
            // Nearly all bytes of a snapshot's sections are digits of integers.
            if (place == Place.Integer && bytes[i] is >= (byte)'0' and <= (byte)'9')
            {
                i++;
                continue;
            }
            if (!Step(bytes[i], out bool used))
                return i;
            if (used)
                i++;
        }
        return i;
    }

    // A number ends at a byte that is not its own: that one is looked at again.
    bool Step(byte next, out bool used)
    {
        used = true;
        switch (place)
        {
            case Place.Text:
                if (next == '"')
                    place = isKey ? Place.Colon : Ended();
                else if (next == '\\')
                    place = Place.Escape;
                else if (next < 0x20)
                    return Fail("no control character");
                return true;
            case Place.Escape:
                place = next == 'u' ? Place.Hex : Place.Text;
                hexLeft = 4;
                return next is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'u' || Fail("an escape");
            case Place.Hex:
                if (--hexLeft == 0)
                    place = Place.Text;
                return char.IsAsciiHexDigit((char)next) || Fail("a hexadecimal digit");
            case Place.Literal:
                if (next != literal[literalAt])
                    return Fail($"\"{literal}\"");
                if (++literalAt == literal.Length)
                    place = Ended();
                return true;
            case Place.Minus or Place.Zero or Place.Integer or Place.Point or Place.Fraction or Place.Exponent or Place.ExponentSign or Place.ExponentDigits:
                return StepNumber(next, out used);
            default:
                return next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' || StepToken(next);
        }
    }

    bool StepToken(byte next)
    {
        switch (place)
        {
            case Place.Value or Place.ValueOrEnd:
                return (place == Place.ValueOrEnd && next == ']') ? Close() : StartValue(next);
            case Place.Key or Place.KeyOrEnd:
                if (place == Place.KeyOrEnd && next == '}')
                    return Close();
                (isKey, place) = (true, Place.Text);
                return next == '"' || Fail("a key");
            case Place.Colon:
                place = Place.Value;
                return next == ':' || Fail("':'");
            default:
                bool inObject = IsObject(depth - 1);
                if (next == (inObject ? '}' : ']'))
                    return Close();
                place = inObject ? Place.Key : Place.Value;
                return next == ',' || Fail(inObject ? "',' or '}'" : "',' or ']'");
        }
    }

    bool StartValue(byte next)
    {
        switch (next)
        {
            case (byte)'{':
                Open(isObject: true);
                place = Place.KeyOrEnd;
                return true;
            case (byte)'[':
                Open(isObject: false);
                place = Place.ValueOrEnd;
                return true;
            case (byte)'"':
                (isKey, place) = (false, Place.Text);
                return true;
            case (byte)'t' or (byte)'f' or (byte)'n':
                literal = next switch { (byte)'t' => "true", (byte)'f' => "false", _ => "null" };
                (literalAt, place) = (1, Place.Literal);
                return true;
            default:
                place = next == '-' ? Place.Minus : next == '0' ? Place.Zero : Place.Integer;
                return next is (byte)'-' or >= (byte)'0' and <= (byte)'9' || Fail("a value");
        }
    }

    bool StepNumber(byte next, out bool used)
    {
        used = true;
        bool isDigit = next is >= (byte)'0' and <= (byte)'9';
        (Place after, bool fits, bool mayEnd) = place switch
        {
            Place.Minus => (next == '0' ? Place.Zero : Place.Integer, isDigit, false),
            Place.Zero or Place.Integer when next == '.' => (Place.Point, true, true),
            Place.Zero or Place.Integer or Place.Fraction when next is (byte)'e' or (byte)'E' => (Place.Exponent, true, true),
            Place.Zero => (Place.Zero, false, !isDigit),
            Place.Integer => (Place.Integer, isDigit, true),
            Place.Point => (Place.Fraction, isDigit, false),
            Place.Fraction => (Place.Fraction, isDigit, true),
            Place.Exponent when next is (byte)'+' or (byte)'-' => (Place.ExponentSign, true, false),
            Place.Exponent or Place.ExponentSign => (Place.ExponentDigits, isDigit, false),
            _ => (Place.ExponentDigits, isDigit, true),
        };
        used = fits;
        if (!fits && !mayEnd)
            return Fail(place == Place.Zero ? "no digit behind a leading zero" : "a digit");
        place = fits ? after : Ended();
        return true;
    }

    Place Ended() => depth == 0 ? Place.Done : Place.AfterValue;

    void Open(bool isObject)
    {
        if (depth >> 6 == levels.Count)
            levels.Add(0);
        ulong bit = 1UL << (depth & 63);
        levels[depth >> 6] = isObject ? levels[depth >> 6] | bit : levels[depth >> 6] & ~bit;
        depth++;
    }

    bool Close()
    {
        depth--;
        place = Ended();
        return true;
    }

    bool IsObject(int level) => (levels[level >> 6] >> (level & 63) & 1) != 0;

    bool Fail(string expected)
    {
        Expected = expected;
        return false;
    }
}
