using System.Globalization;
using System.Text;

namespace Heaptrail.Report.Text;

/// <summary>Makes text from the target harmless to look at: names and strings of a heap may hold any character.</summary>
public static class Printable
{
    /// <summary>
    /// The text with control characters (terminal escapes among them), bidirectional overrides and broken surrogates spelled
    /// out, as in <c>\n</c> or <c>\u001b</c>. Most texts have none and are returned as they are.
    /// </summary>
    public static string Clean(string text)
    {
        if (!NeedsCleaning(text)) return text;
        var clean = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune)) clean.Append(rune.ToString());
            else clean.Append(rune.Value switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", int code => $"\\u{code:x4}" });
        }
        return clean.ToString();
    }

    /// <summary>The cleaned text, cut to a number of characters with an ellipsis. For strings of the target only, never for paths.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length - 1 > length) text = text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
        return Clean(text);
    }

    static bool NeedsCleaning(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
            if (!IsHarmless(rune)) return true;
        return false;
    }

    static bool IsHarmless(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
