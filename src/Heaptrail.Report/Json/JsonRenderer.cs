using System.Buffers;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report.Json;

/// <summary>The result contract as one JSON object and a line end.</summary>
public sealed class JsonRenderer : IReportRenderer
{
    /// <summary>Whether to indent; on by default, since people read it too.</summary>
    public bool Indented { get; init; } = true;

    /// <inheritdoc/>
    public void Render(LeakReport report, IBufferWriter<byte> output)
    {
        ReportJson.Write(report, output, new() { Indented = Indented });
        output.Write("\n"u8);
    }
}
