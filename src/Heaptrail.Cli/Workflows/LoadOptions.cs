using System.Collections.Immutable;
using System.Globalization;
using Heaptrail.Capture.Load;

namespace Heaptrail.Cli.Workflows;

/// <summary>What <c>load</c> is to do.</summary>
sealed record LoadOptions
{
    /// <summary>Addresses to request.</summary>
    public ImmutableArray<string> Urls { get; init; } = [];
    /// <summary>Connections at a time.</summary>
    public int Connections { get; init; } = 10;
    /// <summary>How long new requests are sent; <see langword="null"/> for until all are sent.</summary>
    public TimeSpan? Duration { get; init; }
    /// <summary>How many requests.</summary>
    public long? Requests { get; init; }
    /// <summary>Requests per second; <see langword="null"/> for as many as possible.</summary>
    public double? Rate { get; init; }
    /// <summary>HTTP method.</summary>
    public string Method { get; init; } = "GET";
    /// <summary>Header lines.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];
    /// <summary>Text of the body, or @ and a file.</summary>
    public string? Body { get; init; }
    /// <summary>A file of addresses.</summary>
    public string? UrlFile { get; init; }
    /// <summary>Whether addresses come in random order.</summary>
    public bool IsRandom { get; init; }
    /// <summary>An access log.</summary>
    public string? Replay { get; init; }
    /// <summary>Pace of the replay; infinity for without pauses.</summary>
    public double Speed { get; init; } = 1;
    /// <summary>What answers must be like.</summary>
    public Expectation Expected { get; init; } = Expectation.None;
    /// <summary>How long a request may take.</summary>
    public TimeSpan RequestLimit { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>The server's process.</summary>
    public int? Pid { get; init; }
    /// <summary>Whether the server is watched from outside only.</summary>
    public bool NoInspector { get; init; }
    /// <summary>Whether the server's memory is not looked at.</summary>
    public bool NoMemory { get; init; }
    /// <summary>Whether servers of other machines may be driven.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>The same options when they fit together.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public LoadOptions Checked()
    {
        if (Urls.IsEmpty && UrlFile is null)
            throw new UsageException(Replay is null ? "no address was given, as in 'heaptrail load http://127.0.0.1:3000/'" : "--replay needs the server's address, as in 'heaptrail load http://127.0.0.1:3000/ --replay access.log'");
        foreach (string url in Urls)
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https"))
                throw new UsageException($"{url}: not an address such as http://127.0.0.1:3000/path");
        if (Replay is not null && (Urls.Length != 1 || UrlFile is not null || Rate is not null || Body is not null || IsRandom))
            throw new UsageException("--replay sends what the log has, to one address: it goes without --urls, --rate, --body and --random");
        if (Replay is null && double.IsInfinity(Speed) | Speed != 1)
            throw new UsageException("--speed is the pace of --replay, which was not given; --rate sets a constant rate");
        if (Replay is null && Expected.SameStatus)
            throw new UsageException("--expect-status same compares with the log of --replay, which was not given");
        if (Connections is < 1 or > 10_000)
            throw new UsageException($"--connections {Connections}: must be 1 to 10,000");
        if (Requests is < 1)
            throw new UsageException($"--requests {Requests}: must be 1 or more");
        if (Rate is { } rate && !(rate is > 0 and <= 10_000_000))
            throw new UsageException(FormattableString.Invariant($"--rate {rate}: must be more than 0 requests per second"));
        if (Duration == TimeSpan.Zero || RequestLimit == TimeSpan.Zero)
            throw new UsageException("--duration and --timeout must be more than 0");
        if (Method.Length is 0 or > 20 || !Method.All(char.IsAsciiLetter))
            throw new UsageException($"--method {Method}: not a method such as GET or POST");
        return this;
    }

    /// <summary>Reads a header line.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static KeyValuePair<string, string> HeaderOf(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || line.Any(char.IsControl) || line.AsSpan(0, colon).Contains(' '))
            throw new UsageException($"--header '{line}': expected a name and a value, as in 'Accept: text/html'");
        return new(line[..colon], line[(colon + 1)..].Trim());
    }

    /// <summary>Reads a pace.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static double SpeedOf(string text) =>
        text == "max" ? double.PositiveInfinity
        : double.TryParse(text.TrimEnd('x'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double speed) && speed is > 0 and < 1e6 ? speed
        : throw new UsageException($"--speed {text}: expected a factor such as 2 or 0.5, or max");

    /// <summary>Reads what statuses are right.</summary>
    /// <exception cref="UsageException">It is no list of statuses.</exception>
    public static Expectation ExpectationOf(string? text) => text is null ? Expectation.None
        : Expectation.TryParse(text, out Expectation expected) ? expected
        : throw new UsageException($"--expect-status {text}: expected status codes such as 200, 2xx, 200-204 or 200,404, or same");
}
