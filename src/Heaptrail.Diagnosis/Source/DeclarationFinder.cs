namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Finds where a variable or property is declared in a script. A snapshot knows the name of what a closure captured and where the
/// closure stands, but not where the variable is declared; the text does.
/// </summary>
sealed class DeclarationFinder(ScriptOutline script)
{
    /// <summary>Line and column of a variable's declaration, from 1: the innermost one whose scope has the offset in it.</summary>
    internal (int Line, int Column)? FindVariable(string name, int nearOffset)
    {
        int best = -1;
        int bestScope = -1;
        int first = -1;
        for (int i = 0; i < script.Count; i++)
        {
            if (!script.IsWord(i, name) || ScopeOfDeclaration(i) is not var (start, end))
                continue;
            if (first < 0)
                first = i;
            if (start <= nearOffset && nearOffset <= end && start > bestScope)
            {
                best = i;
                bestScope = start;
            }
        }
        int found = best >= 0 ? best : first;
        return found < 0 ? null : script.PositionOf(found);
    }

    /// <summary>Line and column of the first assignment to a property or of its field, from an offset on and else from the start.</summary>
    internal (int Line, int Column)? FindProperty(string name, int fromOffset)
    {
        int first = -1;
        for (int i = 0; i < script.Count; i++)
        {
            if (!IsPropertyDeclaration(i, name))
                continue;
            if (script[i].Start >= fromOffset)
                return script.PositionOf(i);
            if (first < 0)
                first = i;
        }
        return first < 0 ? null : script.PositionOf(first);
    }

    /// <summary>Line and column of the first assignment to a property of the global object.</summary>
    internal (int Line, int Column)? FindGlobal(string name)
    {
        for (int i = 2; i < script.Count; i++)
        {
            if (script.IsWord(i, name) && script.Is(i - 1, ".") && IsGlobalObject(i - 2) && IsAssigned(i))
                return script.PositionOf(i);
        }
        for (int i = 0; i < script.Count; i++)
        {
            if (script.IsWord(i, name) && IsAssigned(i) && !script.Is(i - 1, "."))
                return script.PositionOf(i);
        }
        return null;
    }

    bool IsGlobalObject(int token) =>
        script.IsWord(token, "global") || script.IsWord(token, "globalThis") || script.IsWord(token, "window") || script.IsWord(token, "self");

    // '=' or an assignment operator such as '??=', but neither '==' nor '=>'.
    bool IsAssigned(int token)
    {
        int next = token + 1;
        while (next < script.Count && next < token + 4 && script.TextOf(next) is "?" or "|" or "&" or "+")
            next++;
        return script.Is(next, "=") && !(script.Is(next + 1, "=") && script[next + 1].Start == script[next].Start + 1);
    }

    bool IsPropertyDeclaration(int token, string name)
    {
        if (!script.IsWord(token, name))
            return script[token].Kind == TokenKind.Text && script.TextOf(token).Trim("'\"").SequenceEqual(name)
                && (script.Is(token + 1, ":") || (script.Is(token - 1, "[") && script.Is(token + 1, "]") && IsAssigned(token + 1)));
        if (script.Is(token - 1, "."))
            return IsAssigned(token);
        if (script.Is(token + 1, ":") && (script.Is(token - 1, "{") || script.Is(token - 1, ",")))
            return true;
        return IsClassBody(script.OpenerOf(token)) && (IsAssigned(token) || script.Is(token + 1, ";"));
    }

    bool IsClassBody(int opener)
    {
        for (int i = opener - 1; i >= 0 && i > opener - 8; i--)
        {
            if (script.IsWord(i, "class"))
                return true;
            if (script.Is(i, ")") || script.Is(i, ";") || script.Is(i, "{"))
                return false;
        }
        return false;
    }

    // The offsets between which a declaration at a token is visible; null when the token declares nothing.
    (int Start, int End)? ScopeOfDeclaration(int token)
    {
        if (script.IsWord(token - 1, "function") || script.IsWord(token - 1, "class") || (script.Is(token - 1, "*") && script.IsWord(token - 2, "function")))
            return script.BlockAround(token);
        if (IsImported(token))
            return script.BlockAround(token);
        if (IsDeclared(token))
            return script.BlockAround(token);
        return ScopeOfParameter(token);
    }

    // Goes back over the list of declarators to the const, let or var before it, stepping over what is in brackets.
    bool IsDeclared(int token)
    {
        if (script.Is(token - 1, ".") || script.Is(token - 1, "?"))
            return false;
        int depth = 0;
        bool inPattern = false;
        for (int i = token - 1; i >= 0; i--)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is "const" or "let" or "var")
                return depth == 0 && (i == token - 1 || inPattern || script.Is(token - 1, ",") || script.Is(token - 1, "{") || script.Is(token - 1, "["));
            if (text is ")" or "]" or "}")
            {
                depth++;
            }
            else if (text is "(" or "[" or "{")
            {
                if (depth == 0 && text is "(")
                    return false;
                if (depth == 0)
                    inPattern = IsPatternName(token);
                if (depth == 0 && !inPattern)
                    return false;
                depth = Math.Max(0, depth - 1);
            }
            else if (text is ";" || (depth == 0 && text is "=" && !HasCommaBetween(i, token)))
            {
                return false;
            }
            else if (depth == 0 && text is "=>" or "return" or "if" or "function")
            {
                return false;
            }
        }
        return false;
    }

    bool IsPatternName(int token) =>
        (script.Is(token + 1, ",") || script.Is(token + 1, "}") || script.Is(token + 1, "]") || script.Is(token + 1, "="))
        && (script.Is(token - 1, ",") || script.Is(token - 1, "{") || script.Is(token - 1, "[") || script.Is(token - 1, ":") || script.Is(token - 1, "."));

    // A comma at the level of the declarators, not inside a call or an array.
    bool HasCommaBetween(int from, int to)
    {
        int depth = 0;
        for (int i = from; i < to; i++)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is "(" or "[" or "{")
                depth++;
            else if (text is ")" or "]" or "}")
                depth--;
            else if (text is "," && depth == 0)
                return true;
        }
        return false;
    }

    bool IsImported(int token)
    {
        for (int i = token - 1; i >= 0 && i > token - 200; i--)
        {
            if (script.IsWord(i, "import"))
                return !script.IsWord(token + 1, "as");
            if (!(script.Is(i, ",") || script.Is(i, "{") || script.Is(i, "*") || script[i].Kind == TokenKind.Word) || script.IsWord(i, "from"))
                return false;
        }
        return false;
    }

    // (a, b) => …, a => …, function f(a) {…}, method(a) {…}, catch (a) {…}: visible in the block that follows.
    (int Start, int End)? ScopeOfParameter(int token)
    {
        if (script.Is(token + 1, "=>"))
            return (script[token].Start, script.BlockAfter(token)?.End ?? script.BlockAround(token).End);
        if (script.Is(token - 1, "."))
            return null;
        int depth = 0;
        int open = -1;
        for (int i = token - 1; i >= 0 && i > token - 300 && open < 0; i--)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is ")" or "]" or "}")
                depth++;
            else if (text is "(" && depth == 0)
                open = i;
            else if (text is "(" or "[" or "{")
                depth = Math.Max(0, depth - 1);
            else if (text is ";" or "=>")
                return null;
        }
        if (open < 0 || (script.TextOf(open - 1) is "if" or "while" or "for" or "switch" or "with"))
            return null;
        int close = MatchingClose(open);
        bool isFunction = script.Is(close + 1, "=>") || (script.Is(close + 1, "{") && script[open - 1 < 0 ? 0 : open - 1].Kind == TokenKind.Word);
        return isFunction ? (script[open].Start, script.BlockAfter(close)?.End ?? script.BlockAround(open).End) : null;
    }

    int MatchingClose(int open)
    {
        int depth = 0;
        for (int i = open; i < script.Count; i++)
        {
            if (script.Is(i, "("))
                depth++;
            else if (script.Is(i, ")") && --depth == 0)
                return i;
        }
        return script.Count;
    }
}
