namespace Heaptrail.Diagnosis.Source;

/// <summary>Finds where a script loads a package: <c>require('name')</c>, <c>import('name')</c>, <c>from 'name'</c>, <c>import 'name'</c>.</summary>
static class PackageImports
{
    /// <summary>Line and column of the name, from 1; a file inside the package counts as well.</summary>
    internal static (int Line, int Column)? Find(ScriptOutline script, string package)
    {
        for (int i = 0; i < script.Count; i++)
        {
            if (script[i].Kind != TokenKind.Text || script.TextOf(i) is not { Length: > 2 } text || !Names(text[1..^1], package))
                continue;
            if (script.IsWord(i - 1, "from") || script.IsWord(i - 1, "import")
                || (script.Is(i - 1, "(") && (script.IsWord(i - 2, "require") || script.IsWord(i - 2, "import"))))
            {
                return script.PositionOf(i);
            }
        }
        return null;
    }

    static bool Names(ReadOnlySpan<char> text, string package) =>
        text.StartsWith(package, StringComparison.Ordinal) && (text.Length == package.Length || text[package.Length] == '/');
}
