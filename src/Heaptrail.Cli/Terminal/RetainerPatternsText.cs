using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary><c>retainers --class</c> as text: the class, then each way in which its objects are held.</summary>
static class RetainerPatternsText
{
    public static string Render(RetainerPatternsView view, TextStyle style)
    {
        var canvas = new TextCanvas(style);
        ClassHeading.Write(canvas, view.Class, view.Count, view.RetainedBytes, view.TotalBytes, view.File);
        var places = new Places(style.LinkRoot);
        foreach (RetainerPatternInfo row in view.Rows)
        {
            canvas.Blank();
            canvas.Line(0, new Span(Counts.Of(row.Count, "object"), Tone.Strong), $" · retained {ByteSize.Format(row.RetainedBytes)} · such as @{row.ExampleId}");
            canvas.Paragraph(2, "", 4, [.. Way(row, places)]);
        }
        if (view.Patterns > view.Rows.Length)
        {
            canvas.Blank();
            canvas.Line(0, new Span($"and {Counts.Of(view.Patterns - view.Rows.Length, "more way")}: -n N shows more", Tone.Quiet));
        }
        return canvas.ToString();
    }

    static IEnumerable<Span> Way(RetainerPatternInfo row, Places places)
    {
        if (row.Steps.IsEmpty)
            yield return row.IsHeld ? "a root itself holds them" : "nothing holds them, or weak references only";
        for (var i = 0; i < row.Steps.Length; i++)
        {
            PatternStepInfo step = row.Steps[i];
            if (i > 0)
                yield return new(" ← ", Tone.Quiet);
            if (step.IsCut)
                yield return new("… ← ", Tone.Quiet);
            yield return step.Edge.Name.Length == 0 ? step.Edge.Type == "property" ? "any property" : "any element" : step.Edge.Type == "property" ? EdgeLabel.NameOf(step.Edge) : EdgeLabel.Of(step.Edge);
            yield return new(" in ", Tone.Quiet);
            string name = step.Object.Class == "Object" && !step.IsOne ? "Object" : ObjectLabel.NameOf(step.Object);
            yield return new(step.IsOne ? $"{name} @{step.Object.Id}" : name, Tone.Strong);
            if (step.Location is { } location)
            {
                yield return " ";
                yield return places.Of(location);
            }
            if (step.IsRepeated)
                yield return new(" (again and again)", Tone.Quiet);
        }
    }
}
