namespace Heaptrail.Diagnosis.Source;

/// <summary>Tells at a token whether a property comes into being there: an assignment, a field of a class, a key of an object literal.</summary>
static class PropertyDeclarations
{
    /// <summary>Whether a token declares the property, by whatever object.</summary>
    internal static bool Is(ScriptOutline script, int token, string name)
    {
        if (!IsNamed(script, token, name))
            return false;
        if (IsKey(script, token) || IsAssignedTo(script, token, name, _ => true) || IsDefined(script, token))
            return true;
        return script.IsWord(token) && (IsField(script, token) || IsParameterProperty(script, token));
    }

    /// <summary>Whether <c>object.name</c> or <c>object['name']</c> is assigned at a token.</summary>
    internal static bool IsAssignedTo(ScriptOutline script, int token, string name, Func<int, bool> isObject)
    {
        if (script.IsWord(token, name))
            return script.Is(token - 1, ".") && isObject(script.Is(token - 2, "?") ? token - 3 : token - 2) && IsAssigned(script, token);
        return IsNamed(script, token, name) && script.Is(token - 1, "[") && script.Is(token + 1, "]") && isObject(token - 2) && IsAssigned(script, token + 1);
    }

    /// <summary>Whether <c>=</c> or an operator such as <c>??=</c> follows, but neither <c>==</c> nor <c>=&gt;</c>.</summary>
    internal static bool IsAssigned(ScriptOutline script, int token)
    {
        int next = token + 1;
        while (next < token + 3 && script.TextOf(next) is "?" or "|" or "&" or "+" or "-" or "*" && Touches(script, next))
            next++;
        return script.Is(next, "=") && !(script.Is(next + 1, "=") && Touches(script, next));
    }

    static bool Touches(ScriptOutline script, int token) => token + 1 < script.Count && script[token + 1].Start == script[token].Start + 1;

    static bool IsNamed(ScriptOutline script, int token, string name) =>
        script[token].Kind switch
        {
            TokenKind.Word => script.Is(token, name),
            TokenKind.Text => script.TextOf(token) is { Length: >= 2 } text && text[0] is '"' or '\'' && text[1..^1].SequenceEqual(name),
            _ => false,
        };

    // { name: 1, 'name': 2 }
    static bool IsKey(ScriptOutline script, int token) =>
        script.Is(token + 1, ":") && (script.Is(token - 1, "{") || script.Is(token - 1, ",")) && script.Is(script.OpenerOf(token), "{");

    // Object.defineProperty(this, 'name', …)
    static bool IsDefined(ScriptOutline script, int token) =>
        script[token].Kind == TokenKind.Text && script.Is(token - 1, ",") && script.OpenerOf(token) is >= 0 and var open && script.IsWord(open - 1, "defineProperty");

    static bool IsField(ScriptOutline script, int token)
    {
        int opener = script.OpenerOf(token);
        if (!script.Is(opener, "{") || !script.Declarations.ClassBodies.Contains(opener))
            return false;
        ReadOnlySpan<char> before = script.TextOf(token - 1);
        bool starts = before is "{" or "}" or ";" || IsModifier(before)
            || (script[token].AfterLineBreak && (script[token - 1].Kind != TokenKind.Punctuation || before is ")" or "]"));
        return starts && (IsAssigned(script, token) || script.TextOf(token + 1) is ";" or ":" or "?" or "!" or "}"
            || (token + 1 < script.Count && script[token + 1].AfterLineBreak));
    }

    // constructor(private readonly name: Type)
    static bool IsParameterProperty(ScriptOutline script, int token) =>
        script.Is(script.OpenerOf(token), "(") && script.TextOf(token - 1) is "private" or "public" or "protected" or "readonly"
        && script.TextOf(token + 1) is ":" or "?" or "," or ")" or "=";

    static bool IsModifier(ReadOnlySpan<char> word) =>
        word is "static" or "private" or "public" or "protected" or "readonly" or "declare" or "accessor" or "override" or "abstract";
}
