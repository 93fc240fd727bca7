using System.Globalization;
using System.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>How many columns a text takes in a terminal.</summary>
static class DisplayWidth
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (Rune rune in text.EnumerateRunes()) width += Of(rune);
        return width;
    }

    /// <summary>The longest beginning of a text that fits, with an ellipsis when something is cut.</summary>
    public static string Cut(string text, int columns)
    {
        if (Of(text) <= columns) return text;
        var cut = new StringBuilder();
        var width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (width + Of(rune) > columns - 1) break;
            cut.Append(rune.ToString());
            width += Of(rune);
        }
        return columns > 0 ? cut.Append('…').ToString() : "";
    }

    static int Of(Rune rune) => rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : IsWide(rune.Value) ? 2 : 1;

    // Unicode 15, EastAsianWidth.txt: the blocks of class W and F, and emoji.
    static bool IsWide(int code) => code is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF
        or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60
        or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1F64F or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD;
}
