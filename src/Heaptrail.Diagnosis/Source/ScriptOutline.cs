namespace Heaptrail.Diagnosis.Source;

/// <summary>A script cut into tokens, with its blocks and its line starts.</summary>
sealed class ScriptOutline
{
    readonly string text;
    readonly List<JavaScriptToken> tokens;
    readonly int[] blockOf;
    readonly List<(int Open, int Close)> blocks = [];
    readonly List<int> lineStarts = [0];

    internal ScriptOutline(string text)
    {
        this.text = text;
        tokens = new JavaScriptTokenizer(text).Run();
        blockOf = new int[tokens.Count];
        FindBlocks();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
                lineStarts.Add(i + 1);
        }
    }

    internal int Count => tokens.Count;

    internal JavaScriptToken this[int token] => tokens[token];

    internal ReadOnlySpan<char> TextOf(int token) =>
        token >= 0 && token < tokens.Count ? text.AsSpan(tokens[token].Start, tokens[token].Length) : default;

    internal bool Is(int token, string word) => TextOf(token).SequenceEqual(word);

    internal bool IsWord(int token, string word) => token >= 0 && token < tokens.Count && tokens[token].Kind == TokenKind.Word && Is(token, word);

    /// <summary>The block in braces around a token, as offsets; the whole text at the top level.</summary>
    internal (int Start, int End) BlockAround(int token)
    {
        int block = blockOf[token];
        return block < 0 ? (0, text.Length) : OffsetsOf(block);
    }

    /// <summary>The first block in braces that opens at or after a token, as offsets; <see langword="null"/> when there is none.</summary>
    internal (int Start, int End)? BlockAfter(int token)
    {
        for (int i = token; i < tokens.Count; i++)
        {
            if (Is(i, "{"))
                return OffsetsOf(blocks.FindIndex(b => b.Open == i));
        }
        return null;
    }

    /// <summary>Token index of the brace that opens the block around a token; -1 at the top level.</summary>
    internal int OpenerOf(int token) => blockOf[token] is >= 0 and var block ? blocks[block].Open : -1;

    /// <summary>Offset of a position, both from 0.</summary>
    internal int OffsetOf(int line, int column) => line < lineStarts.Count ? Math.Min(lineStarts[line] + column, text.Length) : text.Length;

    /// <summary>Line and column of a token, both from 1.</summary>
    internal (int Line, int Column) PositionOf(int token)
    {
        int offset = tokens[token].Start;
        int line = lineStarts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return (line + 1, offset - lineStarts[line] + 1);
    }

    (int Start, int End) OffsetsOf(int block)
    {
        (int open, int close) = blocks[block];
        return (tokens[open].Start, close < 0 ? text.Length : tokens[close].Start + 1);
    }

    void FindBlocks()
    {
        var open = new Stack<int>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (Is(i, "}") && tokens[i].Kind == TokenKind.Punctuation && open.TryPop(out int closed))
                blocks[closed] = (blocks[closed].Open, i);
            blockOf[i] = open.TryPeek(out int block) ? block : -1;
            if (Is(i, "{") && tokens[i].Kind == TokenKind.Punctuation)
            {
                open.Push(blocks.Count);
                blocks.Add((i, -1));
            }
        }
    }
}
