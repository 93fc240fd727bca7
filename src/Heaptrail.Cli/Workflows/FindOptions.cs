using System.Collections.Immutable;
using Heaptrail.Report.Contract;

namespace Heaptrail.Cli.Workflows;

/// <summary>What <c>find</c> is to do.</summary>
sealed record FindOptions
{
    /// <summary>The command that starts the program; empty when a running process is looked at.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>A running process: pid or address of its inspector.</summary>
    public string? Attach { get; init; }

    /// <summary>Addresses to request.</summary>
    public ImmutableArray<string> Urls { get; init; } = [];

    /// <summary>The user's own load.</summary>
    public string? LoadCommand { get; init; }

    /// <summary>Requests in flight.</summary>
    public int Connections { get; init; }

    /// <summary>Requests of a round.</summary>
    public int Requests { get; init; }

    /// <summary>Rounds that count.</summary>
    public int Rounds { get; init; }

    /// <summary>Rounds before the first that counts.</summary>
    public int Warmup { get; init; }

    /// <summary>Length of a round of a program that serves nothing.</summary>
    public TimeSpan? Slice { get; init; }

    /// <summary>How long to wait for a port.</summary>
    public TimeSpan PortLimit { get; init; }

    /// <summary>How long the program is left alone before a leak is looked at again; nothing for not at all.</summary>
    public TimeSpan Settle { get; init; }

    /// <summary>How the heap is looked into.</summary>
    public CaptureMethod Method { get; init; } = CaptureMethod.Inspector;

    /// <summary>Folder for the snapshots.</summary>
    public string? Folder { get; init; }

    /// <summary>Findings to pass over.</summary>
    public IgnoreList Ignored { get; init; } = IgnoreList.Empty;

    /// <summary>What another run needs to do the same.</summary>
    public RecipeInfo Recipe => new()
    {
        Command = Command,
        Urls = Urls,
        Load = LoadCommand,
        Requests = Requests,
        Connections = Connections,
        Rounds = Rounds,
        Warmup = Warmup,
        SliceSeconds = Slice?.TotalSeconds,
        SettleSeconds = Settle.TotalSeconds,
        Method = Method switch { CaptureMethod.Memory => "memory", CaptureMethod.Auto => "auto", _ => null },
    };

    /// <summary>The options of a run that does the same as an earlier one.</summary>
    /// <param name="recipe">What the earlier one did.</param>
    public static FindOptions Of(RecipeInfo recipe) => new()
    {
        Command = recipe.Command,
        Urls = recipe.Urls,
        LoadCommand = recipe.Load,
        Requests = recipe.Requests,
        Connections = recipe.Connections,
        Rounds = recipe.Rounds,
        Warmup = recipe.Warmup,
        Slice = recipe.SliceSeconds is { } slice ? TimeSpan.FromSeconds(slice) : null,
        Settle = TimeSpan.FromSeconds(recipe.SettleSeconds),
        Method = recipe.Method switch { "memory" => CaptureMethod.Memory, "auto" => CaptureMethod.Auto, _ => CaptureMethod.Inspector },
        PortLimit = TimeSpan.FromSeconds(30),
    };

    /// <summary>The same options when they fit together.</summary>
    /// <exception cref="UsageException">They do not.</exception>
    public FindOptions Checked()
    {
        if (Rounds is < 2 or > 100)
            throw new UsageException($"--rounds {Rounds}: two snapshots at least are needed to see growth, three to tell a leak from filling up (2 to 100)");
        if (Warmup is < 0 or > 100)
            throw new UsageException($"--warmup {Warmup}: must be 0 to 100");
        if (Requests < 1)
            throw new UsageException($"--requests {Requests}: must be 1 or more");
        if (Connections is < 1 or > 10_000)
            throw new UsageException($"--connections {Connections}: must be 1 to 10,000");
        if (Slice is { } slice && (slice <= TimeSpan.Zero || LoadCommand is not null || !Urls.IsEmpty))
            throw new UsageException("--slice must be more than 0, and goes without --url and --load: a program that is requested needs no slices");
        if (PortLimit <= TimeSpan.Zero)
            throw new UsageException("--timeout: must be more than 0 seconds");
        if (Settle < TimeSpan.Zero || Settle > TimeSpan.FromHours(1))
            throw new UsageException($"--settle {Settle.TotalSeconds:0.#}: must be 0 (no second look) to 3600 seconds");
        foreach (string url in Urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) || parsed.Scheme is not ("http" or "https"))
                throw new UsageException($"--url {url}: not an address such as http://127.0.0.1:3000/path");
        }
        return this;
    }
}
