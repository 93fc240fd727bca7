namespace Heaptrail.Cli.Terminal;

/// <summary>Says nothing but notes; for <c>--no-progress</c>.</summary>
sealed class NoProgress(Action<string> note) : IProgressDisplay
{
    /// <inheritdoc/>
    public void Step(string text) { }

    /// <inheritdoc/>
    public void Update(string figures) { }

    /// <inheritdoc/>
    public void Note(string text) => note(text);

    /// <inheritdoc/>
    public void Done() { }
}
