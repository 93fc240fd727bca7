namespace Heaptrail.Cli.Terminal;

/// <summary>Where long work says how far it is. May be called from any thread.</summary>
interface IProgressDisplay
{
    /// <summary>A new step begins: <c>round 2 of 3</c>, <c>snapshot 2</c>, <c>analysing</c>.</summary>
    void Step(string text);

    /// <summary>Figures of the running step, as often as one likes: <c>612 req/s</c>, <c>41.2 MB received</c>.</summary>
    void Update(string figures);

    /// <summary>A line that stays.</summary>
    void Note(string text);

    /// <summary>The work has ended: what moved is removed, notes stay.</summary>
    void Done();
}
