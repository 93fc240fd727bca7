using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>A value of memory in a few words, as the console of Node.js writes it.</summary>
static class CoreValues
{
    const int LongestName = 60;

    /// <summary>The value without what is in it, and without its address.</summary>
    public static string Short(CoreValueInfo value, int longestText) => value.Kind switch
    {
        "primitive" => Printable.Shorten(value.Text, longestText),
        "text" => $"\"{Printable.Shorten(value.Text, longestText).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        "function" => value.Name.Length > 0 ? $"function {Printable.Shorten(value.Name, LongestName)}" : "function",
        _ => Object(value, longestText),
    };

    static string Object(CoreValueInfo value, int longestText)
    {
        string name = Printable.Shorten(value.Name, LongestName) + (value.Length is { } length ? $"({Counts.Format(length)})" : "");
        return value.Text.Length == 0 ? name : $"{name} {Printable.Shorten(value.Text, longestText)}";
    }

    /// <summary>The name of a field as it stands before its value.</summary>
    public static string Label(CoreFieldInfo field, int longestText) => field.Kind switch
    {
        "entry" => field.Key is { } key ? $"{Short(key, longestText)} => " : "",
        "element" => $"[{field.Name}]: ",
        "internal" or "variable" => $"[{field.Kind}] {Printable.Shorten(field.Name, LongestName)}: ",
        _ => $"{Printable.Shorten(field.Name, LongestName)}: ",
    };
}
