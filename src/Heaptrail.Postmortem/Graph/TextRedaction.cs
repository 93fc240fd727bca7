using System.Globalization;

namespace Heaptrail.Postmortem.Graph;

/// <summary>
/// Texts of the same length that say nothing: <c>xxxx#17</c>. Equal texts become equal ones, and different ones stay different as long
/// as they have room for their number, so that duplicates are still found.
/// </summary>
sealed class TextRedaction
{
    readonly Dictionary<string, int> numbers = [];

    /// <summary>What stands for a text. Versions such as v24.1.0 stay: Node.js says by one which it is.</summary>
    internal string Of(string text)
    {
        if (text.Length == 0 || IsVersion(text))
            return text;
        if (!numbers.TryGetValue(text, out int number))
            numbers.Add(text, number = numbers.Count + 1);
        string mark = string.Create(CultureInfo.InvariantCulture, $"#{number}");
        return mark.Length >= text.Length ? mark[^text.Length..] : new string('x', text.Length - mark.Length) + mark;
    }

    static bool IsVersion(string text) => text is ['v', ..] && text.Length <= 16 && Version.TryParse(text.AsSpan(1), out Version? version) && version is { Build: >= 0, Revision: < 0 };
}
