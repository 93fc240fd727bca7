using System.Collections.Immutable;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Terminal;

/// <summary>
/// The lines that draw a tree of calls. Stacks are deep and mostly do not branch: a call that is alone below another stays in its
/// column behind an arrow, so that only branches move to the right.
/// </summary>
sealed class CallLines
{
    readonly TreeLines lines;
    readonly bool[] isAlone;
    readonly string arrow;

    /// <summary>Takes the rows in order; a row follows the one it belongs to.</summary>
    public CallLines(ImmutableArray<FunctionInfo> rows, string arrow)
    {
        this.arrow = arrow;
        isAlone = FindAlone(rows);
        var drawn = new (int Level, int Siblings)[rows.Length];
        // Drawn level of the open row at each level.
        var levels = new List<int> { 0 };
        for (var i = 0; i < rows.Length; i++)
        {
            levels.RemoveRange(rows[i].Level, levels.Count - rows[i].Level);
            bool staysInColumn = isAlone[i] && isAlone[i - 1];
            levels.Add(levels[^1] + (staysInColumn ? 0 : 1));
            drawn[i] = (levels[^1], rows[i].Siblings);
        }
        // The rows of a column are a list to the lines, and a complete one.
        for (var i = 0; i < rows.Length; i++)
        {
            if (!isAlone[i] || isAlone[i - 1])
                continue;
            int end = i;
            while (end < rows.Length && isAlone[end])
                end++;
            for (int row = i; row < end; row++)
                drawn[row].Siblings = end - i;
        }
        lines = new(drawn);
    }

    /// <summary>Whether a row below the first level is the only one of its list that is shown.</summary>
    public bool IsAlone(int row) => isAlone[row];

    /// <summary>What stands before a row.</summary>
    public string Before(int row) => isAlone[row] ? string.Concat(lines.Before(row).AsSpan()[..^arrow.Length], arrow) : lines.Before(row);

    /// <inheritdoc cref="TreeLines.MoreAfter"/>
    public IEnumerable<(string Before, int Count)> MoreAfter(int row) => lines.MoreAfter(row);

    // Its parent is then the row before it.
    static bool[] FindAlone(ImmutableArray<FunctionInfo> rows)
    {
        var alone = new bool[rows.Length];
        var lastOf = new Dictionary<int, int>();
        for (var i = 0; i < rows.Length; i++)
        {
            int level = rows[i].Level;
            bool isFirst = level > 1 && rows[i - 1].Level < level;
            alone[i] = isFirst;
            if (!isFirst && lastOf.TryGetValue(level, out int before))
                alone[before] = false;
            lastOf[level] = i;
        }
        return alone;
    }
}
