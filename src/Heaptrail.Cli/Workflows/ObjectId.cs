using System.Globalization;

namespace Heaptrail.Cli.Workflows;

/// <summary>V8's id of an object, as people write it: <c>@17</c> or <c>17</c>.</summary>
/// <param name="Value">The number.</param>
readonly record struct ObjectId(long Value)
{
    /// <summary>Reads it.</summary>
    public static bool TryParse(string text, out ObjectId id)
    {
        bool isNumber = long.TryParse(text.StartsWith('@') ? text.AsSpan(1) : text, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        id = new(value);
        return isNumber;
    }

    public override string ToString() => $"@{Value}";
}
