using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Report.Pages;

/// <summary>Takes the texts of strings out of what a page shows: they may be passwords, tokens or data of people. Lengths stay.</summary>
public static class MaskedValues
{
    /// <summary>What stands for a text.</summary>
    public static string Of(string text) => $"hidden text of {Counts.Of(text.Length, "character")}";

    /// <summary>The data without texts of strings.</summary>
    public static PageData Of(PageData data) => data with
    {
        Session = data.Session with { AreValuesShown = false },
        Report = Of(data.Report),
        Diff = data.Diff is { } diff ? diff with { Growing = [.. diff.Growing.Select(g => g with { Object = Of(g.Object) })] } : null,
        Dominators = data.Dominators is { } tree ? tree with { Object = Of(tree.Object), Rows = [.. tree.Rows.Select(row => row with { Object = Of(row.Object) })] } : null,
        Strings = data.Strings is { } strings ? Of(strings) : null,
        Objects = data.Objects is { } objects ? objects with { Objects = [.. objects.Objects.Select(Of)] } : null,
        Retainers = [.. data.Retainers.Select(Of)],
        Cuts = [.. data.Cuts.Select(Of)],
    };

    static LeakReport Of(LeakReport report) => report with
    {
        Findings = [.. report.Findings.Select(finding => finding with
        {
            Path = [.. finding.Path.Select(step => step.Class is "(string)" or "(concatenated string)" or "(sliced string)" ? step with { Name = Of(step.Name) } : step)],
        })],
    };

    static StringsView Of(StringsView strings) => strings with
    {
        Groups = [.. strings.Groups.Select(group => group with { Value = Of(group.Value) })],
        Largest = [.. strings.Largest.Select(large => large with { Object = Of(large.Object) })],
    };

    static RetainersView Of(RetainersView view) => view with
    {
        Object = Of(view.Object),
        Rows = [.. view.Rows.Select(row => row with { Object = Of(row.Object) })],
        Dominators = [.. view.Dominators.Select(Of)],
    };

    static RetainedView Of(RetainedView view) => view with
    {
        Objects = [.. view.Objects.Select(Of)],
        RemovedEdges = [.. view.RemovedEdges.Select(edge => edge with { From = Of(edge.From), To = Of(edge.To) })],
    };

    static InspectedObject Of(InspectedObject inspected) => inspected with
    {
        Object = Of(inspected.Object),
        Value = inspected.Value is { } value && IsText(inspected.Object) ? Of(value) : inspected.Value,
        Constructor = Maybe(inspected.Constructor),
        Prototype = Maybe(inspected.Prototype),
        Dominator = Maybe(inspected.Dominator),
        Path = [.. inspected.Path.Select(step => step with { Object = Of(step.Object) })],
        Properties = Of(inspected.Properties),
        Elements = Of(inspected.Elements),
        Internals = Of(inspected.Internals),
        Scopes = [.. inspected.Scopes.Select(scope => scope with { Variables = Of(scope.Variables) })],
        Entries = inspected.Entries is { } entries ? entries with { Items = [.. entries.Items.Select(item => new EntryInfo(Of(item.Key), Of(item.Value)))] } : null,
    };

    static FieldsInfo Of(FieldsInfo fields) => fields with { Items = [.. fields.Items.Select(field => field with { Target = Of(field.Target)! })] };

    static FieldValue? Of(FieldValue? field) => field is null ? null : new(Of(field.Object), field.Value is { } value && IsText(field.Object) ? Of(value) : field.Value);

    static ObjectInfo? Maybe(ObjectInfo? node) => node is null ? null : Of(node);

    static ObjectInfo Of(ObjectInfo node) => IsText(node) ? node with { Name = Of(node.Name) } : node;

    static bool IsText(ObjectInfo node) => node.Type is "string" or "concatenated string" or "sliced string" or "regexp" or "symbol";
}
