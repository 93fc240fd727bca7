using Heaptrail.Diagnosis;

namespace Heaptrail.Cli.Workflows;

/// <summary>Findings that are known and to be passed over, by fingerprint.</summary>
/// <param name="Reasons">Why, for each fingerprint; <see langword="null"/> when it came from the command line.</param>
/// <param name="File">The file that gave the reasons; <see langword="null"/> when there was none.</param>
sealed record IgnoreList(IReadOnlyDictionary<string, string?> Reasons, string? File)
{
    /// <summary>Nothing is passed over.</summary>
    public static IgnoreList Empty { get; } = new(new Dictionary<string, string?>(), null);

    /// <summary>One line for each entry that no finding has: what was fixed need not be on the list any more.</summary>
    public IEnumerable<string> Unmatched(IEnumerable<Finding> findings)
    {
        HashSet<string> found = [.. findings.Select(f => f.Fingerprint)];
        foreach ((string fingerprint, string? reason) in Reasons.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            if (!found.Contains(fingerprint))
                yield return reason is null ? $"--ignore {fingerprint}: no finding has this fingerprint" : $"{File}: no finding has the fingerprint {fingerprint}: if it is fixed, take the entry out";
        }
    }
}
