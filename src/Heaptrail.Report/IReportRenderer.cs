using System.Buffers;
using Heaptrail.Report.Contract;

namespace Heaptrail.Report;

/// <summary>One output format. A renderer is pure: the same report gives the same bytes.</summary>
public interface IReportRenderer
{
    /// <summary>Writes the whole report as UTF-8 without a byte order mark.</summary>
    void Render(LeakReport report, IBufferWriter<byte> output);
}
