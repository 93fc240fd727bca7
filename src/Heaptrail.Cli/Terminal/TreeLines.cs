namespace Heaptrail.Cli.Terminal;

/// <summary>The lines that draw a tree before its rows.</summary>
/// <param name="levels">Level of each row, from 1; a row follows the one it belongs to.</param>
/// <param name="more">At the last row of each list: how many of the list are not shown.</param>
sealed class TreeLines(int[] levels, int[] more)
{
    readonly bool[] isLast = FindLast(levels, more);

    /// <summary>What stands before a row: <c>│  └─ </c>.</summary>
    public string Before(int row) => Bars(row) + (isLast[row] ? "└─ " : "├─ ");

    /// <summary>The lists that end with a row and are not complete: what stands before the line that says so, and how many are missing.</summary>
    public IEnumerable<(string Before, int Count)> MoreAfter(int row)
    {
        int next = row + 1 < levels.Length ? levels[row + 1] : 0;
        for (int level = levels[row], at = row; level > next; level--)
        {
            at = AtLevel(at, level);
            if (more[at] > 0)
                yield return (Bars(at) + "└─ ", more[at]);
        }
    }

    string Bars(int row)
    {
        var bars = new string[levels[row] - 1];
        int at = row;
        for (int level = bars.Length; level >= 1; level--)
        {
            at = AtLevel(at, level);
            bars[level - 1] = isLast[at] ? "   " : "│  ";
        }
        return string.Concat(bars);
    }

    // The row itself or the row above it in the tree.
    int AtLevel(int row, int level)
    {
        while (levels[row] != level)
            row--;
        return row;
    }

    static bool[] FindLast(int[] levels, int[] more)
    {
        var last = new bool[levels.Length];
        for (var i = 0; i < last.Length; i++)
        {
            int next = i + 1;
            while (next < levels.Length && levels[next] > levels[i])
                next++;
            last[i] = more[i] == 0 && (next == levels.Length || levels[next] < levels[i]);
        }
        return last;
    }
}
