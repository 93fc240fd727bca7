using Heaptrail.Diagnosis.Source;

namespace Heaptrail.Diagnosis.Naming;

/// <summary>For a holder in somebody else's package: which package in which version, and the line of the program that loads it.</summary>
static class PackageDetail
{
    /// <summary>A sentence; empty when the holder is in the program itself.</summary>
    internal static string Of(NamedHolder named, IScriptSources sources, SourcePlaces places)
    {
        if ((named.Location?.File ?? named.File) is not { } file || PackageNames.Of(file) is not { } package)
            return "";
        string version = sources.PackageVersionOf(file) is { } known ? $" {known}" : "";
        string loaded = places.OfImport(package) is { } place ? $", which {place} loads" : "";
        return $"This is in the package {package}{version}{loaded}.";
    }
}
