using System.Reflection;
using System.Text;

namespace Heaptrail.Report.Pages;

/// <summary>The files of the user interface, built from <c>ui/</c> and embedded here.</summary>
public static class PageBundle
{
    static readonly Lazy<string?> script = new(() => Read("page.js"));
    static readonly Lazy<string?> style = new(() => Read("page.css"));

    /// <summary>What to say when there are none.</summary>
    public const string Missing = "this build has no pages, because npm was not there when it was built: install Node.js 20.19 or newer with npm and build again";

    /// <summary>Whether they are there: a build without npm has none.</summary>
    public static bool IsThere => script.Value is not null && style.Value is not null;

    /// <summary>The script of the pages.</summary>
    public static string Script => script.Value ?? throw new InvalidOperationException(Missing);

    /// <summary>The style sheet of the pages.</summary>
    public static string Style => style.Value ?? throw new InvalidOperationException(Missing);

    static string? Read(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
