namespace Heaptrail.Report.Html;

/// <summary>The words of the page, explained at its end.</summary>
static class GlossaryPart
{
    static readonly (string Term, string Meaning)[] entries =
    [
        ("Holder", "The object that grows: a Map, an array, a list of listeners. Nothing leaks once it lets go."),
        ("Retained size", "Bytes that would be freed if this object were gone: its own and those of everything only it keeps alive."),
        ("Shallow size", "Bytes of the object itself, without what it refers to."),
        ("Path", "The chain of references from a root of the garbage collector to one of the leaked objects. While it is whole, the object cannot be collected."),
        ("GC root", "Where the garbage collector starts: globals, loaded modules, running functions, pending timers."),
        ("Variable", "An edge from a function's scope or a module to what its variable holds, also when only a closure still uses it."),
        ("Element", "A position in an array or a place in a table."),
        ("Internal", "An edge that V8 or Node.js keeps for itself; it holds like any other."),
        ("Weak", "An edge that does not keep its object alive."),
        ("Fingerprint", "The same leak on another day, machine or build has the same fingerprint."),
    ];

    public static void Write(HtmlWriter page)
    {
        using HtmlWriter.Scope section = page.Element("section", ("aria-labelledby", "words-title"));
        page.Text("h2", "Words used here", ("id", "words-title"));
        using HtmlWriter.Scope list = page.Element("dl", ("class", "glossary"));
        foreach ((string term, string meaning) in entries)
        {
            page.Text("dt", term);
            page.Text("dd", meaning);
        }
    }
}
