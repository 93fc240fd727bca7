using System.Globalization;

namespace Heaptrail.Report.Html;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">What stands below it.</param>
/// <param name="Value">Its height.</param>
/// <param name="Text">Its value as text, above it.</param>
readonly record struct Bar(string Label, long Value, string Text);

/// <summary>Bars over the snapshots, drawn as SVG; the text alternative says the same in words.</summary>
static class BarChart
{
    const int Height = 96;
    const int Top = 18;
    const int Bottom = 18;
    const int Step = 92;
    const int Width = 56;

    public static void Write(HtmlWriter page, string title, IReadOnlyList<Bar> bars)
    {
        if (bars.Count == 0) return;
        string described = $"{title}: {string.Join(", then ", bars.Select(b => $"{b.Text} {b.Label}"))}.";
        int width = bars.Count * Step;
        int height = Top + Height + Bottom;
        double scale = (double)Height / long.Max(1, bars.Max(b => b.Value));
        using HtmlWriter.Scope svg = page.Element(
            "svg", ("class", "bars"), ("viewBox", $"0 0 {width} {height}"), ("width", Number(width)), ("height", Number(height)), ("role", "img"), ("aria-label", described));
        for (var i = 0; i < bars.Count; i++)
        {
            int middle = i * Step + Step / 2;
            // A bar of height 0 would not be seen to be there at all.
            double tall = double.Max(2, bars[i].Value * scale);
            page.Void(
                "rect", ("class", i == bars.Count - 1 ? "bar last" : "bar"), ("x", Number(middle - Width / 2)), ("y", Number(Top + Height - tall)),
                ("width", Number(Width)), ("height", Number(tall)), ("rx", "3"));
            page.Text("text", bars[i].Text, ("class", "value"), ("x", Number(middle)), ("y", Number(Top + Height - tall - 6)), ("text-anchor", "middle"));
            page.Text("text", bars[i].Label, ("x", Number(middle)), ("y", Number(height - 4)), ("text-anchor", "middle"));
        }
        page.Void("line", ("class", "base"), ("x1", "0"), ("x2", Number(width)), ("y1", Number(Top + Height)), ("y2", Number(Top + Height)));
    }

    static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
