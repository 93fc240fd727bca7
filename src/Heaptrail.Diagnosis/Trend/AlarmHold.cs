namespace Heaptrail.Diagnosis.Trend;

/// <summary>
/// Holds an alarm back while a series is looked at again and again: it counts when every look since the first one has raised it and the series has grown by
/// half meanwhile. Until it is full, a cache that fills up is a straight line, which nobody can tell from a leak; then it stands still, and the alarm is gone.
/// </summary>
public sealed class AlarmHold
{
    /// <summary>By how much the series must have grown since the first alarm.</summary>
    public const double LeastGrowth = 1.5;

    (TrendKind Kind, int Points)? first;

    /// <summary>Takes the verdict of a look.</summary>
    /// <param name="verdict">What the look alone says.</param>
    /// <param name="points">Points that the series has now, all that were ever seen.</param>
    /// <returns>The verdict; an alarm that has not held for long enough is told as not enough data.</returns>
    public TrendVerdict Look(TrendVerdict verdict, int points)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        if (!verdict.IsLeak)
        {
            first = null;
            return verdict;
        }
        if (first?.Kind != verdict.Kind)
            first = (verdict.Kind, points);
        var needed = (int)double.Ceiling(first.Value.Points * LeastGrowth);
        return points >= needed ? verdict : TrendPhrases.Held(verdict, needed - points);
    }
}
