using System.Globalization;

namespace Heaptrail.Diagnosis.Source;

/// <summary>Finds where a script compares the number of entries of a variable or property with a limit: <c>cache.size > MAX</c>.</summary>
static class SizeComparisons
{
    const int FewestForLimit = 2;

    /// <summary>What the number of entries of a name is compared with, the first of it; <see langword="null"/> when it is not.</summary>
    internal static (string Text, double? Value)? Find(ScriptOutline script, string name)
    {
        for (int i = 0; i + 4 < script.Count; i++)
        {
            if (!script.IsWord(i, name) || !script.Is(i + 1, ".") || script.TextOf(i + 2) is not ("size" or "length") || !script.Is(i + 3, ">"))
                continue;
            int limit = script.Is(i + 4, "=") ? i + 5 : i + 4;
            if (limit < script.Count && LimitAt(script, limit) is { } found)
                return found;
        }
        return null;
    }

    // "more than none" and "more than one" ask whether there is something, and limit nothing.
    static (string Text, double? Value)? LimitAt(ScriptOutline script, int token)
    {
        if (double.TryParse(script.TextOf(token).ToString().Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out double value))
            return value >= FewestForLimit ? (script.TextOf(token).ToString(), value) : null;
        if (!script.IsWord(token))
            return null;
        int last = token;
        while (script.Is(last + 1, ".") && script.IsWord(last + 2))
            last += 2;
        return (script.TextOf(last).ToString(), null);
    }
}
