using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Web;

/// <summary>Gives the views that the pages show. May be asked from several threads at once.</summary>
public interface IPageSource
{
    /// <summary>What the pages are about.</summary>
    SessionView Session();
    /// <summary>The findings; takes as long as <c>heaptrail leaks</c> the first time.</summary>
    Task<LeakReport> ReportAsync(CancellationToken cancel);
    /// <summary>Source text around the places in the findings.</summary>
    Task<SourcesView> SourcesAsync(CancellationToken cancel);
    /// <summary>A part of the classes.</summary>
    SummaryView Summary(PageQuery query, CancellationToken cancel);
    /// <summary>A part of the classes that grew, of the captures that are compared.</summary>
    Task<DiffView> DiffAsync(PageQuery query, CancellationToken cancel);
    /// <summary>A part of the objects of a class.</summary>
    ObjectsView Objects(PageQuery query, string className, CancellationToken cancel);
    /// <summary>How the objects of a class are held.</summary>
    RetainerPatternsView Holders(PageQuery query, string className, CancellationToken cancel);
    /// <summary>What an object, or the root, keeps alive.</summary>
    DominatorsView Dominators(PageQuery query, long? id, int depth, CancellationToken cancel);
    /// <summary>What holds an object.</summary>
    RetainersView Retainers(PageQuery query, long id, int depth, CancellationToken cancel);
    /// <summary>Everything about an object.</summary>
    InspectView Inspect(PageQuery query, long id, CancellationToken cancel);
    /// <summary>What would be freed without a reference.</summary>
    /// <param name="query">Which capture.</param>
    /// <param name="from">Id of the object that the reference leaves.</param>
    /// <param name="name">Name of the property, variable or field, or the index.</param>
    /// <param name="isIndex">Whether the name is an index.</param>
    /// <param name="cancel">Stops it.</param>
    RetainedView Cut(PageQuery query, long from, string name, bool isIndex, CancellationToken cancel);
    /// <summary>A part of the strings.</summary>
    StringsView Strings(PageQuery query, CancellationToken cancel);
    /// <summary>The answer to a question.</summary>
    QueryView Query(PageQuery query, string text, CancellationToken cancel);
    /// <summary>When what is alive was allocated, between two times in seconds.</summary>
    TimelineView Timeline(PageQuery query, double? from, double? to, CancellationToken cancel);
    /// <summary>Where memory was allocated: <c>tree</c>, <c>callers</c> or <c>function</c>.</summary>
    AllocationsView Allocations(PageQuery query, string by, CancellationToken cancel);
    /// <summary>Adds a file that the user dropped onto the page. Returns the new session.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancel">Stops it.</param>
    Task<SessionView> AddAsync(string name, Stream content, CancellationToken cancel);
}

/// <summary>A request that cannot be answered, for a reason that the user can understand.</summary>
public sealed class PageRefusalException : Exception
{
    /// <summary>Without a message.</summary>
    public PageRefusalException() { }

    /// <summary>With one sentence: what is wrong, and what to do.</summary>
    public PageRefusalException(string message) : base(message) { }

    /// <summary>With one sentence: what is wrong, and what to do, and where it came from.</summary>
    public PageRefusalException(string message, Exception innerException) : base(message, innerException) { }
}
