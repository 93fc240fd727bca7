namespace Heaptrail.Diagnosis.Trend;

/// <summary>The answer about a process that was watched.</summary>
/// <param name="Kind">The answer in a word.</param>
/// <param name="Sentence">The answer with its figures.</param>
public sealed record TrendVerdict(TrendKind Kind, string Sentence)
{
    /// <summary>What to do; <see langword="null"/> when nothing.</summary>
    public string? Advice { get; init; }
    /// <summary>Points of the series that decided it.</summary>
    public int Points { get; init; }
    /// <summary>Growth per minute, in bytes or descriptors; <see langword="null"/> where nothing grows.</summary>
    public GrowthPace? Pace { get; init; }
    /// <summary>When a limit is reached; <see langword="null"/> without growth or limit.</summary>
    public LimitForecast? Limit { get; init; }
    /// <summary>How much longer to watch for an answer, in seconds; <see langword="null"/> when there is one or when it cannot be told.</summary>
    public double? SecondsMissing { get; init; }
    /// <summary>The value of <c>--max-old-space-size</c> that fits the container, in MiB; <see langword="null"/> where it needs none.</summary>
    public int? OldSpaceSize { get; init; }

    /// <summary>Whether something leaks.</summary>
    public bool IsLeak => Kind >= TrendKind.Leak;
}

/// <summary>How fast something grows.</summary>
/// <param name="PerMinute">The slope, per minute.</param>
/// <param name="Low">Lower end of its 90 % interval.</param>
/// <param name="High">Upper end of its 90 % interval.</param>
public sealed record GrowthPace(double PerMinute, double Low, double High)
{
    internal static GrowthPace Of(TrendFit fit) => new(fit.Slope * 60, fit.Low * 60, fit.High * 60);
}

/// <summary>When a limit is reached if growth goes on: an interval, never one moment.</summary>
/// <param name="Value">The limit, in the unit of the series.</param>
/// <param name="Earliest">Seconds from the last sample on, at the upper end of the pace.</param>
/// <param name="Latest">Seconds from the last sample on, at the lower end of the pace.</param>
public sealed record LimitForecast(double Value, double Earliest, double Latest)
{
    /// <summary>Forecasts; <see langword="null"/> without a limit, or when the pace may be none at all.</summary>
    internal static LimitForecast? Of(TrendFit fit, double now, double? limit) => limit is { } top && fit.Low > 0
        ? new(top, double.Max(0, (top - now) / fit.High), double.Max(0, (top - now) / fit.Low))
        : null;
}
