namespace Heaptrail.Heap.Query;

/// <summary>What a misspelled word was meant to be.</summary>
static class Suggestion
{
    const int LongestWord = 40;

    /// <summary><c>: did you mean class?</c>; empty when nothing is near.</summary>
    internal static string For(string word, IEnumerable<string> known)
    {
        if (word.Length > LongestWord)
            return "";
        int most = word.Length <= 3 ? 1 : 2;
        string? nearest = known.Select(k => (Word: k, Distance: Distance(word.ToLowerInvariant(), k)))
            .Where(k => k.Distance <= most || (word.Length > 2 && k.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(k => k.Distance).Select(k => k.Word).FirstOrDefault();
        return nearest is null ? "" : $": did you mean {nearest}?";
    }

    // Levenshtein's, row by row.
    static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
