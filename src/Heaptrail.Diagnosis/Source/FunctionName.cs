namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Finds the name of a function in the text before its parameters, where V8 says that the function is: <c>function a(</c>,
/// <c>a(</c> of a method, <c>a=function(</c>, <c>a:async(</c>, <c>a=b=></c>.
/// </summary>
static class FunctionName
{
    static readonly string[] words = ["function", "async"];

    /// <summary>The column of the name, from 1; <see langword="null"/> when it does not stand there.</summary>
    /// <param name="text">Text of the script.</param>
    /// <param name="name">The name.</param>
    /// <param name="line">Line of the parameters, from 1.</param>
    /// <param name="column">Column of the parameters, from 1.</param>
    internal static int? Find(string text, string name, int line, int column)
    {
        int start = StartOf(text, line);
        if (start < 0 || column < 1 || column - 1 > text.Length - start)
            return null;
        ReadOnlySpan<char> before = text.AsSpan(start, column - 1);
        if (before.Contains('\n'))
            return null;
        before = before.TrimEnd();
        while (!EndsWithWord(before, name) && Shorter(before) is var rest)
        {
            if (rest.Length == before.Length)
                return null;
            before = rest.TrimEnd();
        }
        return before.Length - name.Length + 1;
    }

    // Without the last of what may stand between a name and the parameters; unchanged when something else does.
    static ReadOnlySpan<char> Shorter(ReadOnlySpan<char> before)
    {
        if (before.Length > 0 && before[^1] is '=' or ':' or '*')
            return before[..^1];
        foreach (string word in words)
        {
            if (EndsWithWord(before, word))
                return before[..^word.Length];
        }
        return before;
    }

    static bool EndsWithWord(ReadOnlySpan<char> text, string word) =>
        text.EndsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !IsPartOfName(text[^(word.Length + 1)]));

    static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    // Scripts that were made smaller have few lines, so that the way to one is short.
    static int StartOf(string text, int line)
    {
        int start = 0;
        for (int at = 1; at < line; at++)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0)
                return -1;
        }
        return start;
    }
}
