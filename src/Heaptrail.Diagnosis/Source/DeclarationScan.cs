namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Goes once over the tokens of a script and notes what they declare and where that is visible. Brackets are jumped over where
/// something is looked for ahead, so that the time is linear in the length of the text, whatever the text is.
/// </summary>
sealed class DeclarationScan(ScriptOutline script)
{
    const int FewTokens = 64;

    readonly List<VariableDeclaration> variables = [];
    readonly List<ClassDeclaration> classes = [];
    readonly HashSet<int> classBodies = [];
    readonly HashSet<int> functionBodies = [];
    // For each brace the body of the function around what is inside; var belongs to that one.
    readonly Dictionary<int, int> functionOf = [];

    internal ScriptDeclarations Run()
    {
        for (int i = 0; i < script.Count; i++)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is "{" or "(" or "[")
                functionOf[i] = functionBodies.Contains(i) ? i : FunctionAround(i);
            if (text is "=>")
                Arrow(i);
            else if (text is "(" && (script.Is(i - 1, "]") || (i > 0 && script[i - 1].Kind == TokenKind.Text)))
                Method(i);
            else if (script.IsWord(i) && !script.IsPropertyName(i))
                Word(i, text);
            else if (script.IsWord(i))
                Method(AfterGenerics(i + 1));
        }
        variables.Sort((a, b) => a.Token.CompareTo(b.Token));
        return new(variables, classes, classBodies);
    }

    void Word(int token, ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case "const" or "let" or "var" or "using":
                (int start, int end) = ScopeOfDeclarators(token, text is "var");
                Add(DeclaratorNames.After(script, token), start, end);
                break;
            case "function":
                Function(token);
                break;
            case "class":
                Class(token);
                break;
            case "import":
                Add(ImportNames.After(script, token), 0, script.EndOf(-1));
                break;
            case "catch" when script.Is(token + 1, "(") && script.PartnerOf(token + 1) + 1 is var body && script.Is(body, "{"):
                Parameters(token + 1, script.EndOf(body));
                break;
            case "if" or "for" or "while" or "switch" or "with" or "catch":
                break;
            default:
                Method(AfterGenerics(token + 1));
                break;
        }
    }

    (int Start, int End) ScopeOfDeclarators(int keyword, bool isVar)
    {
        int around = script.OpenerOf(keyword);
        if (isVar)
            return Inside(FunctionAround(keyword));
        if (!script.Is(around, "(") || !(script.IsWord(around - 1, "for") || script.IsWord(around - 1, "await")))
            return Inside(around);
        int body = script.PartnerOf(around) + 1;
        return (script.StartOf(around), script.EndOf(script.Is(body, "{") ? body : script.OpenerOf(around)));
    }

    void Function(int keyword)
    {
        int i = script.Is(keyword + 1, "*") ? keyword + 2 : keyword + 1;
        if (script.IsWord(i))
        {
            (int start, int end) = Inside(script.OpenerOf(keyword));
            variables.Add(new(i++, start, end));
        }
        i = AfterGenerics(i);
        if (script.Is(i, "("))
            FunctionWith(i, BodyAfter(i, isTyped: true));
    }

    // name(a, b) { … } in a class or an object literal; nothing else looks like that, but for the words that Word() sorts out.
    void Method(int open)
    {
        if (script.Is(open, "(") && BodyAfter(open, classBodies.Contains(script.OpenerOf(open))) is >= 0 and var body)
            FunctionWith(open, body);
    }

    void Arrow(int arrow)
    {
        int body = script.Is(arrow + 1, "{") ? arrow + 1 : -1;
        if (body >= 0)
            functionBodies.Add(body);
        int end = body >= 0 ? script.EndOf(body) : EndOfExpression(arrow);
        if (script.IsWord(arrow - 1) && !script.Is(arrow - 2, ":"))
        {
            variables.Add(new(arrow - 1, script.StartOf(arrow - 1), end));
            return;
        }
        for (int i = arrow - 1; i >= 0 && i > arrow - FewTokens; i--)
        {
            // (a): Type => …
            if (script.Is(i, ")") && (i == arrow - 1 || script.Is(i + 1, ":")))
            {
                Parameters(script.PartnerOf(i), end);
                return;
            }
            if (script.TextOf(i) is ";" or "=>")
                return;
        }
    }

    void FunctionWith(int open, int body)
    {
        if (body >= 0)
            functionBodies.Add(body);
        Parameters(open, script.EndOf(body >= 0 ? body : script.OpenerOf(open)));
    }

    void Parameters(int open, int end)
    {
        if (script.Is(open, "("))
            Add(BindingNames.In(script, open), script.StartOf(open), end);
    }

    // The brace behind a list of parameters; behind a type when there can be one.
    int BodyAfter(int open, bool isTyped)
    {
        int i = script.PartnerOf(open) + 1;
        if (script.Is(i, "{"))
            return i;
        if (!isTyped || !script.Is(i, ":"))
            return -1;
        for (int last = Math.Min(i + FewTokens, script.Count); i < last; i++)
        {
            ReadOnlySpan<char> text = script.TextOf(i);
            if (text is "{" && script.TextOf(i - 1) is not (":" or "|" or "&" or "<" or "," or "=>"))
                return i;
            if (text is ";" or ")" or "}")
                return -1;
            if (text is "(" or "[" or "{")
                i = script.PartnerOf(i);
        }
        return -1;
    }

    int AfterGenerics(int token)
    {
        if (!script.Is(token, "<"))
            return token;
        int angles = 0;
        for (int i = token; i < script.Count && i < token + FewTokens; i++)
        {
            if (script.Is(i, "<"))
                angles++;
            else if (script.Is(i, ">") && --angles == 0)
                return i + 1;
        }
        return token;
    }

    void Class(int keyword)
    {
        (int start, int end) = Inside(script.OpenerOf(keyword));
        if (script.IsWord(keyword + 1) && !script.Is(keyword + 1, "extends"))
            variables.Add(new(keyword + 1, start, end));
        for (int i = keyword + 1; i < script.Count && i < keyword + FewTokens; i++)
        {
            if (script.Is(i, "{"))
            {
                classBodies.Add(i);
                classes.Add(new(script.StartOf(keyword), script.EndOf(i)));
                return;
            }
            if (script.Is(i, "(") || script.Is(i, "["))
                i = script.PartnerOf(i);
            else if (script.TextOf(i) is ";" or ")" or "}")
                return;
        }
    }

    void Add(IEnumerable<int> names, int start, int end) => variables.AddRange(names.Select(name => new VariableDeclaration(name, start, end)));

    int EndOfExpression(int token) =>
        script.SeparatorAfter(token) is var end && end < script.Count ? script.StartOf(end) : script.EndOf(script.OpenerOf(token));

    (int Start, int End) Inside(int opener) => (script.StartOf(opener), script.EndOf(opener));

    int FunctionAround(int token) => script.OpenerOf(token) is >= 0 and var around ? functionOf[around] : -1;
}
