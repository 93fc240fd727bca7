using System.Globalization;
using Heaptrail.Diagnosis.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>Figures that the views of a snapshot share.</summary>
static class ViewFigures
{
    /// <summary>A distance; <c>-</c> where only V8's own roots lead.</summary>
    public static string Distance(int? distance) => distance?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A part of a whole.</summary>
    public static string Share(long part, long whole) => whole > 0 ? Counts.Percent((double)part / whole) : "-";
}
