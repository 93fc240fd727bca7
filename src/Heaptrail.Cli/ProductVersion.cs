using System.Reflection;

namespace Heaptrail.Cli;

/// <summary>The version of this build.</summary>
static class ProductVersion
{
    /// <summary>Semantic version without build metadata.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
