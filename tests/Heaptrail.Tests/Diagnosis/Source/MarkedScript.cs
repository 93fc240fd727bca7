using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

/// <summary>A script with marks: ‹name› is the declaration to find, ◆ stands where the function near it starts.</summary>
static class MarkedScript
{
    public static void FindsVariable(string marked) => Check(marked, (finder, name, near) => finder.FindVariable(name, near));

    public static void FindsProperty(string marked) => Check(marked, (finder, name, near) => finder.FindProperty(name, near));

    public static void FindsGlobal(string marked) => Check(marked, (finder, name, _) => finder.FindGlobal(name));

    static void Check(string marked, Func<DeclarationFinder, string, int, (int Line, int Column)?> find)
    {
        int start = marked.Replace("◆", "", StringComparison.Ordinal).IndexOf('‹', StringComparison.Ordinal);
        string name = marked[(marked.IndexOf('‹', StringComparison.Ordinal) + 1)..marked.IndexOf('›', StringComparison.Ordinal)];
        int near = Math.Max(0, marked.Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal).IndexOf('◆', StringComparison.Ordinal));
        string text = marked.Replace("◆", "", StringComparison.Ordinal).Replace("‹", "", StringComparison.Ordinal).Replace("›", "", StringComparison.Ordinal);
        int line = text[..start].Count(c => c == '\n');
        int column = start - (line == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1);
        Assert.Equal((line + 1, column + 1), find(new(new(text)), name.Trim('\'', '"'), near));
    }
}
