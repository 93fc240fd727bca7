namespace Heaptrail.Diagnosis.Source;

/// <summary>Finds the names that a statement with <c>const</c>, <c>let</c> or <c>var</c> declares: <c>let a = 1, { b, c: [d] } = e, f: Map&lt;g, h&gt;</c>.</summary>
static class DeclaratorNames
{
    /// <summary>Tokens of the names.</summary>
    internal static IEnumerable<int> After(ScriptOutline script, int keyword)
    {
        for (int i = keyword + 1; i >= 0 && i < script.Count;)
        {
            if (script.Is(i, "{") || script.Is(i, "["))
            {
                foreach (int name in BindingNames.In(script, i))
                    yield return name;
                i = script.PartnerOf(i) + 1;
            }
            else if (script.IsWord(i) && script.TextOf(i) is not ("in" or "of" or "enum"))
            {
                yield return i++;
            }
            else
            {
                yield break;
            }
            i = Next(script, i);
        }
    }

    // Passes the type and the initial value; -1 at the end of the statement.
    static int Next(ScriptOutline script, int token)
    {
        int i = script.Is(token, "!") ? token + 1 : token;
        if (script.Is(i, ":"))
            i = BindingNames.AfterType(script, i, script.Count);
        for (; i < script.Count; i++)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is ";" or ")" or "]" or "}")
                return -1;
            if (text is "(" or "[" or "{")
                i = script.PartnerOf(i);
            else if (text is "," && CanBeDeclarator(script, i + 1))
                return i + 1;
            else if (IsStatement(text) && !script.IsPropertyName(i))
                return -1;
        }
        return -1;
    }

    static bool IsStatement(ReadOnlySpan<char> word) =>
        word is "const" or "let" or "var" or "return" or "throw" or "if" or "for" or "while" or "switch" or "try" or "export";

    static bool CanBeDeclarator(ScriptOutline script, int token)
    {
        if (script.Is(token, "{") || script.Is(token, "["))
            return true;
        return script.IsWord(token) && (script.TextOf(token + 1) is "=" or "," or ";" or ":" or "!" or ")" or "}" or "" or "of" or "in"
            || (token + 1 < script.Count && script[token + 1].AfterLineBreak));
    }
}
