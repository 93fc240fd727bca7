using Heaptrail.Diagnosis;
using Heaptrail.Diagnosis.Naming;
using Heaptrail.Diagnosis.Source;
using Heaptrail.Heap.Graph;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

public sealed class CacheKeyTests
{
    [Theory]
    [InlineData("/items?id={0}", "The keys look like addresses: what differs from request to request (a query, an id) makes a new entry each time.")]
    [InlineData("17600000000{0}", "The keys look like times, which never come again.")]
    [InlineData("4f1c-a9e0-77b2-0d{0}", "The keys look like ids or hashes, which do not come again.")]
    [InlineData("{0}", "The keys are numbers, such as a counter or an id.")]
    public void Keys_of_an_object_tell_why_they_do_not_repeat(string form, string detail)
    {
        var story = new HeapStory();
        Thing pages = story.Variable("pages", story.Plain());
        Finding finding = TheOnly.Finding(story.Rounds(i => pages.Property(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, 10 + i), story.Object("Page"))));
        Assert.EndsWith(detail, finding.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_as_keys_tell_nothing()
    {
        var story = new HeapStory();
        Thing pages = story.Variable("pages", story.Plain());
        Finding finding = TheOnly.Finding(story.Rounds(i => pages.Property($"page {i} of the shop", story.Object("Page"))));
        Assert.EndsWith("(server.js:1:7).", finding.Sentence, StringComparison.Ordinal);
    }
}

public sealed class ClosureDetailTests
{
    [Theory]
    [InlineData("() => big", "What keeps it is the captured variable earlier, which no function that is still alive uses.")]
    [InlineData("() => earlier", "What keeps it is the captured variable earlier.")]
    public void The_variable_that_keeps_and_whether_anything_uses_it(string text, string detail)
    {
        var story = new HeapStory { Source = text + ";\n" };
        Thing? last = null;
        Finding finding = TheOnly.Finding(story.Rounds(_ =>
        {
            Thing scope = story.Context(story.Module);
            if (last is not null)
                scope.Link(EdgeType.Context, "earlier", last);
            Thing render = story.Function("render", scope);
            render.Place = new(7, 0, 0);
            story.Module.Link(EdgeType.Context, "current", last = story.Object("Report").Property("render", render));
        }));
        Assert.EndsWith(detail, finding.Sentence, StringComparison.Ordinal);
    }
}

public sealed class PackageNameTests
{
    [Fact]
    public void A_holder_in_a_package_is_told_with_its_version_and_the_line_that_loads_it()
    {
        var story = new HeapStory { File = "node_modules/ledger/lib/book.js" };
        Container entries = story.Variable("entries", story.Map());
        Assert.EndsWith("(node_modules/ledger/lib/book.js:1:7). This is in the package ledger 2.1.0, which app.js:1:22 loads.",
            TheOnly.Finding(story.Rounds(_ => entries.Add(story.Object("Entry")))).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node_modules/express/lib/router.js", "express")]
    [InlineData("/app/node_modules/@apollo/client/cache.js", "@apollo/client")]
    [InlineData("/app/node_modules/.pnpm/ws@8.1.0/node_modules/ws/index.js", "ws")]
    [InlineData("/app/my_node_modules/ws/index.js", null)]
    [InlineData("src/server.js", null)]
    public void The_package_of_a_file_is_the_folder_below_the_last_node_modules(string path, string? package) => Assert.Equal(package, PackageNames.Of(path));

    [Theory]
    [InlineData("const x = require('ws');", 1, 19)]
    [InlineData("import { a } from\n  'ws/lib/a.js';", 2, 3)]
    [InlineData("await import(\"ws\")", 1, 14)]
    public void The_line_that_loads_a_package(string text, int line, int column) =>
        Assert.Equal((line, column), PackageImports.Find(new(text), "ws"));

    [Theory]
    [InlineData("const name = 'ws';")]
    [InlineData("require('wss')")]
    public void Other_texts_load_nothing(string text) => Assert.Null(PackageImports.Find(new(text), "ws"));
}

public sealed class FingerprintTests
{
    [Fact]
    public void Neither_lines_nor_other_variables_nor_counts_change_it()
    {
        Assert.Equal(Of("", 20), Of("// a comment\n\n// more lines\nconst other = 1;\n", 35));

        static string Of(string before, int perRound)
        {
            var story = new HeapStory { Source = before };
            for (int i = 0; i < perRound; i++)
                story.Global.Property($"padding{i}", story.Object("Padding"));
            Container cache = story.Variable("cache", story.Map());
            return TheOnly.Finding(story.Rounds(_ => cache.Add(story.Object("Session")), perRound: perRound)).Fingerprint;
        }
    }

    [Fact]
    public void Two_events_of_one_emitter_have_two()
    {
        var story = new HeapStory();
        Container prices = story.Array();
        Container orders = story.Array();
        story.Variable("bus", story.Object("EventEmitter")).Property("_events", story.Plain().Property("price", prices).Property("order-17", orders));
        LeakDiagnosis diagnosis = story.Rounds(_ =>
        {
            prices.Add(story.Function("onPrice"));
            orders.Add(story.Function("onOrder"));
        }).Diagnose();
        Assert.Equal(["listener-grows:server.js#bus:order-0", "listener-grows:server.js#bus:price"], diagnosis.Findings.Select(f => f.Fingerprint).Order());
    }

    [Fact]
    public void Findings_that_would_share_one_have_the_class_of_what_is_leaked_in_it()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        Finding first = TheOnly.Finding(story.Rounds(_ => cache.Add(story.Object("Session"))));
        Finding second = first with { Title = "another of this name", Unit = first.Unit with { Class = "Order" } };
        Assert.Equal(["map-grows:server.js#cache"], Fingerprints.Distinct([first]).Select(f => f.Fingerprint));
        Assert.Equal(["map-grows:server.js#cache/Session", "map-grows:server.js#cache/Order", "map-grows:server.js#cache/Order/2"],
            Fingerprints.Distinct([first, second, second]).Select(f => f.Fingerprint));
    }

    [Theory]
    [InlineData("cache", "cache")]
    [InlineData("#cache2", "#cache2")]
    [InlineData("/orders/4711/items", "/orders/0/items")]
    [InlineData("session-17", "session-0")]
    [InlineData("17", "0")]
    public void Counters_in_keys_are_left_out_and_names_stay(string name, string stable) =>
        Assert.Equal($"map-grows:a.js#{stable}", Fingerprints.Of("map-grows", new(name, HolderKind.Property, null, null, NodeIndex.None, NodeIndex.None, "a.js", null), NoSources.Instance));
}

public sealed class IgnoredFindingTests
{
    [Fact]
    public void What_is_ignored_counts_for_neither_the_verdict_nor_the_summary()
    {
        LeakDiagnosis diagnosis = TwoLeaks().Diagnose(ignored: new Dictionary<string, string?> { ["map-grows:server.js#cache"] = "known", ["array-grows:server.js#rows"] = "also known" });
        Assert.Equal((Verdict.NoLeak, "Nothing new leaks over 40 requests: what grows is known and ignored."), (diagnosis.Verdict, diagnosis.Summary));
        Assert.All(diagnosis.Findings, finding => Assert.True(finding.Ignored));
    }

    [Fact]
    public void What_is_not_ignored_comes_first_and_counts()
    {
        LeakDiagnosis diagnosis = TwoLeaks().Diagnose(ignored: new Dictionary<string, string?> { ["map-grows:server.js#cache"] = "known" });
        Assert.Equal(Verdict.Leak, diagnosis.Verdict);
        Assert.StartsWith("1 leak ", diagnosis.Summary, StringComparison.Ordinal);
        Assert.Equal([("rows", false, null), ("cache", true, "known")], diagnosis.Findings.Select(f => (f.Holder.Name, f.Ignored, f.IgnoreReason)));
    }

    static HeapStory TwoLeaks()
    {
        var story = new HeapStory();
        Container cache = story.Variable("cache", story.Map());
        Container rows = story.Variable("rows", story.Array());
        return story.Rounds(_ =>
        {
            cache.Add(story.New(NodeType.Object, "Session", 400));
            rows.Add(story.Object("Row"));
        });
    }
}
