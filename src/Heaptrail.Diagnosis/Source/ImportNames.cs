namespace Heaptrail.Diagnosis.Source;

/// <summary>Finds the names that an import binds: <c>import a, { b, c as d }, * as e from '…'</c>.</summary>
static class ImportNames
{
    const int FewTokens = 64;

    /// <summary>Tokens of the names.</summary>
    internal static IEnumerable<int> After(ScriptOutline script, int keyword)
    {
        if (script.Is(keyword + 1, "(") || script.Is(keyword + 1, "."))
            yield break;
        for (int i = keyword + 1; i < keyword + FewTokens && i < script.Count; i++)
        {
            if (EndsList(script, i))
                yield break;
            if (IsBound(script, i))
                yield return i;
            if (!script.Is(i, "{"))
                continue;
            int close = script.PartnerOf(i);
            for (int k = i + 1; k < close; k = script.TextOf(k) is "(" or "[" or "{" ? script.PartnerOf(k) : k + 1)
            {
                if (IsBound(script, k))
                    yield return k;
            }
            yield break;
        }
    }

    static bool EndsList(ScriptOutline script, int token) =>
        (script.IsWord(token, "from") && !script.Is(token + 1, ",")) || script.IsWord(token, "import") || script[token].Kind == TokenKind.Text || script.Is(token, ";");

    static bool IsBound(ScriptOutline script, int token) => script.IsWord(token) && script.TextOf(token + 1) is "," or "}" or "from";
}
