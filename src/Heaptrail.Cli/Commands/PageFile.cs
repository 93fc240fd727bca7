using System.Buffers;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Html;
using Heaptrail.Report.Pages;

namespace Heaptrail.Cli.Commands;

/// <summary>Writes a report as one self-contained page.</summary>
static class PageFile
{
    /// <summary>Writes it. A build without pages writes the findings as plain HTML.</summary>
    /// <param name="path">Where.</param>
    /// <param name="report">The report; its snapshot files are read for the pages behind the first.</param>
    /// <param name="choices">How.</param>
    /// <param name="terminal">Told what was written.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Write(string path, LeakReport report, PageFileChoices choices, UserTerminal terminal, CancellationToken cancel)
    {
        var page = new ArrayBufferWriter<byte>();
        if (PageBundle.IsThere)
        {
            PageData data = new ReportData(report, terminal.Progress).Collect(cancel);
            PageRenderer.Render(choices.ShowsValues ? data : MaskedValues.Of(data), page);
        }
        else
        {
            new HtmlRenderer().Render(report, page);
            terminal.Note($"{PageBundle.Missing}; the page has the findings only");
        }
        terminal.Progress.Done();
        using FileStream file = OutputFile.Create(path, choices.Overwrites);
        file.Write(page.WrittenSpan);
        terminal.Note($"wrote {path}");
    }
}

/// <summary>How a page is written.</summary>
/// <param name="ShowsValues">Whether texts of strings are in it.</param>
/// <param name="Overwrites">Whether a file that exists may be overwritten.</param>
readonly record struct PageFileChoices(bool ShowsValues, bool Overwrites);
