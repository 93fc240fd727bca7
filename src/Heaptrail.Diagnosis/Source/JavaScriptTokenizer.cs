namespace Heaptrail.Diagnosis.Source;

/// <summary>
/// Cuts a script into tokens: words, numbers, strings, regular expressions, punctuation. Comments are left out and the code
/// inside template strings is kept. Just enough to find declarations; it never fails, whatever the text is.
/// </summary>
sealed class JavaScriptTokenizer(string text)
{
    static readonly HashSet<string> WordsBeforePattern =
        ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "do", "else", "yield", "await"];

    const char ByteOrderMark = '\uFEFF';

    readonly List<JavaScriptToken> tokens = [];
    readonly Stack<int> templateDepths = new();
    int position;
    int braces;
    bool lineBreak;

    // Whether what stood before each open '(' is the head of a statement, behind which a pattern can start: if (a) /b/.test(c)
    readonly Stack<bool> heads = new();
    bool afterHead;

    internal List<JavaScriptToken> Run()
    {
        if (text.StartsWith("#!", StringComparison.Ordinal))
            SkipTo("\n");
        while (position < text.Length)
        {
            char c = text[position];
            if (IsSpace(c))
            {
                lineBreak |= c is '\n' or '\r';
                position++;
            }
            else if (c == '/' && Next is '/')
            {
                SkipTo("\n");
            }
            else if (c == '/' && Next is '*')
            {
                SkipTo("*/");
            }
            else if (IsWordStart(c))
            {
                Take(TokenKind.Word, WordEnd());
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Next)))
            {
                Take(TokenKind.Number, NumberEnd());
            }
            else if (c is '"' or '\'')
            {
                Take(TokenKind.Text, TextEnd(c));
            }
            else if (c == '`' || (c == '}' && templateDepths.TryPeek(out int depth) && depth == braces))
            {
                Template();
            }
            else if (c == '/' && PatternCanStart())
            {
                Take(TokenKind.Pattern, PatternEnd());
            }
            else
            {
                Punctuation(c);
            }
        }
        return tokens;
    }

    char Next => position + 1 < text.Length ? text[position + 1] : '\0';

    static bool IsWordStart(char c) => char.IsLetter(c) || c is '_' or '$' or '#' or '@' || (c > 0x7F && !IsSpace(c));

    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == ByteOrderMark;

    void Take(TokenKind kind, int end)
    {
        tokens.Add(new(kind, position, Math.Max(1, end - position), lineBreak));
        position = Math.Max(position + 1, end);
        lineBreak = false;
    }

    void Punctuation(char c)
    {
        if (c == '{')
            braces++;
        else if (c == '}')
            braces--;
        else if (c == '(')
            heads.Push(tokens.Count > 0 && IsHead(tokens[^1]));
        afterHead = c == ')' && heads.TryPop(out bool head) && head;
        bool arrow = c == '=' && Next == '>';
        Take(TokenKind.Punctuation, position + (arrow ? 2 : 1));
    }

    void SkipTo(string end)
    {
        int found = text.IndexOf(end, position + 2 > text.Length ? text.Length : position + 2, StringComparison.Ordinal);
        int stop = found < 0 ? text.Length : found + end.Length;
        lineBreak |= text.AsSpan(position, stop - position).ContainsAny('\n', '\r');
        position = stop;
    }

    int WordEnd()
    {
        int end = position + 1;
        while (end < text.Length && (IsWordStart(text[end]) || char.IsLetterOrDigit(text[end])) && text[end] is not ('#' or '@'))
            end++;
        return end;
    }

    int NumberEnd()
    {
        int end = position + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_'))
            end++;
        return end;
    }

    int TextEnd(char quote)
    {
        int end = position + 1;
        while (end < text.Length && text[end] != quote && text[end] != '\n')
            end += text[end] == '\\' ? 2 : 1;
        return Math.Min(end + 1, text.Length);
    }

    // From a back quote or the brace that ends an expression, up to the next expression or the end of the template.
    void Template()
    {
        if (text[position] == '}')
            templateDepths.Pop();
        int end = position + 1;
        while (end < text.Length && text[end] != '`')
        {
            if (text[end] == '$' && end + 1 < text.Length && text[end + 1] == '{')
            {
                templateDepths.Push(braces);
                Take(TokenKind.Text, end + 2);
                return;
            }
            end += text[end] == '\\' ? 2 : 1;
        }
        Take(TokenKind.Text, Math.Min(end + 1, text.Length));
    }

    bool PatternCanStart()
    {
        if (tokens.Count == 0)
            return true;
        JavaScriptToken last = tokens[^1];
        return last.Kind switch
        {
            TokenKind.Word => WordsBeforePattern.Contains(text.Substring(last.Start, last.Length)) && !IsProperty(),
            TokenKind.Punctuation => text[last.Start] switch
            {
                ')' => afterHead,
                ']' or '}' => false,
                '+' or '-' => !IsDoubled(last),
                _ => true,
            },
            // The code inside a template starts behind "${".
            TokenKind.Text => text[last.Start] is '`' or '}' && text.AsSpan(last.Start, last.Length).EndsWith("${"),
            _ => false,
        };
    }

    bool IsHead(JavaScriptToken token) =>
        token.Kind == TokenKind.Word && text.AsSpan(token.Start, token.Length) is "if" or "while" or "for" or "with" && !IsProperty();

    // a.in / b
    bool IsProperty() => tokens.Count > 1 && tokens[^2] is { Kind: TokenKind.Punctuation } before && text[before.Start] == '.';

    // a++ / b
    bool IsDoubled(JavaScriptToken last) =>
        tokens.Count > 1 && tokens[^2] is { Kind: TokenKind.Punctuation } before && before.Start == last.Start - 1 && text[before.Start] == text[last.Start];

    int PatternEnd()
    {
        bool inClass = false;
        int end = position + 1;
        for (; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == '\\')
                end++;
            else if (text[end] == '[')
                inClass = true;
            else if (text[end] == ']')
                inClass = false;
            else if (text[end] == '/' && !inClass)
                break;
        }
        while (end + 1 < text.Length && char.IsLetter(text[end + 1]))
            end++;
        return Math.Min(end + 1, text.Length);
    }
}
