namespace Heaptrail.Cli.Terminal;

/// <summary>The lines that draw a tree before its rows.</summary>
sealed class TreeLines
{
    const int MostBars = 8;

    readonly int[] levels;
    readonly int[] more;
    readonly bool[] isAlone;
    readonly bool[] isLast;

    /// <summary>Takes the rows in order; a row follows the one it belongs to.</summary>
    /// <param name="rows">For each its level, from 1, and how many are in its list, shown or not.</param>
    public TreeLines((int Level, int Siblings)[] rows)
    {
        levels = [.. rows.Select(row => row.Level)];
        more = new int[rows.Length];
        isAlone = new bool[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            int[] list = [.. ListOf(i)];
            isAlone[i] = list.Length == 1;
            // A list of one says itself that it is not all.
            if (list.Length > 1 && list[^1] == i)
                more[i] = rows[i].Siblings - list.Length;
        }
        isLast = FindLast(levels, more);
    }

    /// <summary>Whether a row is the only one of its list that is shown.</summary>
    public bool IsAlone(int row) => isAlone[row];

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

    IEnumerable<int> ListOf(int row)
    {
        int level = levels[row];
        int from = row;
        while (from > 0 && levels[from - 1] >= level)
            from--;
        for (int i = from; i < levels.Length && levels[i] >= level; i++)
        {
            if (levels[i] == level)
                yield return i;
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
        // Deeper rows stay in one column: the way down a long list would leave no room for names.
        return string.Concat(bars.TakeLast(MostBars));
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
