using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Heaptrail.Report.Contract;

/// <summary>How a run was driven: all that is needed to do the same again.</summary>
public sealed record RecipeInfo
{
    /// <summary>The command that started the program, word by word; empty when a running process was looked at.</summary>
    public ImmutableArray<string> Command { get; init; } = [];
    /// <summary>The addresses that the user gave; empty when the port that the program opened was used.</summary>
    public ImmutableArray<string> Urls { get; init; } = [];
    /// <summary>The user's own load command; <see langword="null"/> when requests were made by Heaptrail.</summary>
    public string? Load { get; init; }
    /// <summary>Requests of each round.</summary>
    public required int Requests { get; init; }
    /// <summary>Requests in flight at the same time.</summary>
    public required int Connections { get; init; }
    /// <summary>Rounds with a snapshot after each.</summary>
    public required int Rounds { get; init; }
    /// <summary>Rounds before the first that counted.</summary>
    public required int Warmup { get; init; }
    /// <summary>Length of a round of a program that serves nothing; <see langword="null"/> when requests were driven or the usual length was used.</summary>
    public double? SliceSeconds { get; init; }
    /// <summary>How long the program was left alone before a leak was looked at again.</summary>
    public required double SettleSeconds { get; init; }
    /// <summary>How the heap was looked into, when it was not through the inspector: memory or auto.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Method { get; init; }
}
