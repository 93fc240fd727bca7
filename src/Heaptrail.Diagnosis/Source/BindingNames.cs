namespace Heaptrail.Diagnosis.Source;

/// <summary>Finds the names that a pattern or a list of parameters binds: <c>{a, b: c, d: {e} = {}, ...f}</c>, <c>(g, [h], i = 1)</c>.</summary>
static class BindingNames
{
    /// <summary>Tokens of the names between two brackets; the defaults are passed over, so that each token is looked at once.</summary>
    internal static IEnumerable<int> In(ScriptOutline script, int opener)
    {
        var rest = new Stack<int>([opener]);
        while (rest.TryPop(out int open))
        {
            bool isObject = script.Is(open, "{");
            int close = script.PartnerOf(open);
            for (int i = open + 1; i < close; i = NextElement(script, i, close))
            {
                int target = TargetOf(script, i, close, isObject);
                if (script.Is(target, "{") || script.Is(target, "["))
                    rest.Push(target);
                else if (IsName(script, target))
                    yield return target;
            }
        }
    }

    /// <summary>Where a type annotation ends that starts at a colon: at the next <c>=</c>, <c>,</c> or end outside of its brackets.</summary>
    internal static int AfterType(ScriptOutline script, int colon, int end)
    {
        int angles = 0;
        for (int i = colon + 1; i < end; i++)
        {
            switch (script.TextOf(i))
            {
                case "(" or "[" or "{":
                    i = script.PartnerOf(i);
                    break;
                case "<":
                    angles++;
                    break;
                case ">":
                    angles--;
                    break;
                case ")" or "]" or "}" or ";":
                    return i;
                case "=" or "," when angles <= 0:
                    return i;
                case "const" or "let" or "var":
                    return i;
            }
        }
        return end;
    }

    // The token that names or opens what an element binds.
    static int TargetOf(ScriptOutline script, int element, int close, bool isObject)
    {
        int i = element;
        while (i < close && script.Is(i, "."))
            i++;
        if (isObject && script.Is(i, "["))
            i = script.PartnerOf(i);
        if (isObject)
            return script.Is(i + 1, ":") ? i + 2 : i;
        // Decorators and modifiers of TypeScript stand before the name.
        while (i + 1 < close && script.IsWord(i))
        {
            if (script.TextOf(i).StartsWith("@") && script.Is(i + 1, "("))
                i = script.PartnerOf(i + 1) + 1;
            else if (script.IsWord(i + 1))
                i++;
            else
                break;
        }
        return i;
    }

    static bool IsName(ScriptOutline script, int token) =>
        script.IsWord(token) && script.TextOf(token) is not "this"
        && script.TextOf(token + 1) is "," or "=" or ":" or "?" or ")" or "]" or "}" or "";

    static int NextElement(ScriptOutline script, int element, int close)
    {
        bool isObject = script.Is(script.OpenerOf(element), "{");
        for (int i = element; i < close; i++)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is ",")
                return i + 1;
            if (text is "(" or "[" or "{")
                i = script.PartnerOf(i);
            else if (text is ":" && !isObject)
                i = AfterType(script, i, close) - 1;
        }
        return close;
    }
}
