namespace Heaptrail.Diagnosis.Source;

/// <summary>A script cut into tokens, with its brackets matched and its line starts.</summary>
sealed class ScriptOutline
{
    readonly string text;
    readonly List<JavaScriptToken> tokens;
    readonly int[] partners;
    readonly int[] openers;
    readonly List<int> lineStarts = [0];
    readonly Lazy<int[]> separators;
    readonly Lazy<ScriptDeclarations> declarations;

    internal ScriptOutline(string text)
    {
        this.text = text;
        tokens = new JavaScriptTokenizer(text).Run();
        partners = new int[tokens.Count];
        openers = new int[tokens.Count];
        MatchBrackets();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                lineStarts.Add(i + 1);
        }
        separators = new(FindSeparators);
        declarations = new(() => new DeclarationScan(this).Run());
    }

    internal int Count => tokens.Count;

    internal JavaScriptToken this[int token] => tokens[token];

    /// <summary>Variables and classes that the script declares; found when somebody asks.</summary>
    internal ScriptDeclarations Declarations => declarations.Value;

    internal ReadOnlySpan<char> TextOf(int token) =>
        token >= 0 && token < tokens.Count ? text.AsSpan(tokens[token].Start, tokens[token].Length) : default;

    internal bool Is(int token, string word) => TextOf(token).SequenceEqual(word);

    internal bool IsWord(int token) => token >= 0 && token < tokens.Count && tokens[token].Kind == TokenKind.Word;

    internal bool IsWord(int token, string word) => IsWord(token) && Is(token, word);

    /// <summary>The bracket that closes an opening one, or opens a closing one; behind the last token when it is missing.</summary>
    internal int PartnerOf(int bracket) => bracket >= 0 && bracket < partners.Length ? partners[bracket] : tokens.Count;

    /// <summary>The opening bracket around a token, of whatever kind; -1 at the top level.</summary>
    internal int OpenerOf(int token) => token >= 0 && token < openers.Length ? openers[token] : -1;

    /// <summary>The next comma or semicolon in the same brackets; behind the last token when there is none.</summary>
    internal int SeparatorAfter(int token) => separators.Value[token];

    /// <summary>Whether a word stands for a property, as in <c>a.class</c> and <c>{ const: 1 }</c>, and means nothing else.</summary>
    internal bool IsPropertyName(int token) =>
        Is(token + 1, ":") || (Is(token - 1, ".") && !(Is(token - 2, ".") && tokens[token - 2].Start + 1 == tokens[token - 1].Start));

    /// <summary>Offset at which a token starts.</summary>
    internal int StartOf(int token) => token < 0 ? 0 : token < tokens.Count ? tokens[token].Start : text.Length;

    /// <summary>Offset behind the partner of an opening bracket; the end of the text for -1.</summary>
    internal int EndOf(int opener) =>
        opener >= 0 && PartnerOf(opener) is var close && close < tokens.Count ? tokens[close].Start + tokens[close].Length : text.Length;

    /// <summary>Offset of a position, both from 0.</summary>
    internal int OffsetOf(int line, int column) =>
        line < 0 ? 0 : line < lineStarts.Count ? (int)Math.Min((long)lineStarts[line] + Math.Max(0, column), text.Length) : text.Length;

    /// <summary>
    /// Whether a word stands in the function whose parameters begin at an offset; <see langword="null"/> when no function begins there.
    /// An arrow function without braces ends where its expression does.
    /// </summary>
    internal bool? FunctionMentions(int offset, string word)
    {
        int first = TokenAt(offset);
        int at = Is(first, "(") ? PartnerOf(first) + 1 : first + 1;
        bool isArrow = Is(at, "=>");
        if (isArrow)
            at++;
        if (first >= Count || at >= Count || !(isArrow || Is(at, "{")))
            return null;
        int end = Is(at, "{") ? PartnerOf(at) : Math.Min(SeparatorAfter(at), OpenerOf(at) >= 0 ? PartnerOf(OpenerOf(at)) : Count);
        for (int i = first; i < end && i < Count; i++)
        {
            if (IsWord(i, word))
                return true;
        }
        return false;
    }

    // The first token that starts at an offset or behind it.
    int TokenAt(int offset)
    {
        int low = 0;
        int high = tokens.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (tokens[middle].Start < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Line and column of a token, both from 1.</summary>
    internal (int Line, int Column) PositionOf(int token)
    {
        int offset = tokens[token].Start;
        int line = lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return (line + 1, offset - lineStarts[line] + 1);
    }

    // A closing bracket ends its own kind and all that was left open inside; one without an opener is passed over.
    void MatchBrackets()
    {
        var open = new Stack<int>();
        var opened = new Dictionary<char, int> { ['('] = 0, ['['] = 0, ['{'] = 0 };
        for (int i = 0; i < tokens.Count; i++)
        {
            partners[i] = tokens.Count;
            char c = tokens[i].Kind == TokenKind.Punctuation ? text[tokens[i].Start] : '\0';
            char opener = c switch { ')' => '(', ']' => '[', '}' => '{', _ => '\0' };
            if (opener != '\0' && opened[opener] > 0)
            {
                int last;
                do
                {
                    last = open.Pop();
                    opened[text[tokens[last].Start]]--;
                    partners[last] = i;
                }
                while (text[tokens[last].Start] != opener);
                partners[i] = last;
            }
            openers[i] = open.TryPeek(out int around) ? around : -1;
            if (c is '(' or '[' or '{')
            {
                open.Push(i);
                opened[c]++;
            }
        }
    }

    int[] FindSeparators()
    {
        var found = new int[tokens.Count];
        var next = new Dictionary<int, int>();
        for (int i = tokens.Count - 1; i >= 0; i--)
        {
            if (Is(i, ",") || Is(i, ";"))
                next[openers[i]] = i;
            found[i] = next.GetValueOrDefault(openers[i], tokens.Count);
        }
        return found;
    }
}
