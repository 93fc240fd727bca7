namespace Heaptrail.Cli.Workflows;

/// <summary>What the user asks for by keys while a process is watched. What stops the program is asked twice.</summary>
/// <param name="read">The next key that was pressed; <see langword="null"/> when none is waiting.</param>
sealed class WatchControl(Func<char?> read)
{
    char? asked;

    /// <summary>Whether the watch stands still.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>What can be pressed now.</summary>
    public string Help => asked switch
    {
        'g' => "g again collects all garbage: the program stands still for a moment",
        's' => "s again takes a snapshot: the program stands still meanwhile",
        _ when IsPaused => "paused   p go on   q quit",
        _ => "g collect garbage   s snapshot   p pause   q quit",
    };

    /// <summary>What the keys that are waiting ask for: the first that asks for something.</summary>
    public WatchRequest Look()
    {
        while (read() is { } key)
        {
            char? before = asked;
            asked = null;
            switch (char.ToLowerInvariant(key))
            {
                case 'q':
                    return WatchRequest.Quit;
                case 'p':
                    IsPaused = !IsPaused;
                    break;
                case 'g' or 's' when before == char.ToLowerInvariant(key):
                    return before == 'g' ? WatchRequest.Collect : WatchRequest.Snapshot;
                case 'g' or 's':
                    asked = char.ToLowerInvariant(key);
                    break;
            }
        }
        return WatchRequest.None;
    }
}

/// <summary>Something that a user asks of a watch.</summary>
enum WatchRequest
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>To end.</summary>
    Quit,
    /// <summary>To collect all garbage.</summary>
    Collect,
    /// <summary>To take a snapshot.</summary>
    Snapshot,
}
