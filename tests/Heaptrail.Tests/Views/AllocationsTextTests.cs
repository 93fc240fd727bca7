using Heaptrail.Cli;
using Heaptrail.Cli.Commands;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class AllocationsTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_functions_are_the_golden_file(int width) =>
        Golden.Equal(AllocationsText.Render(RecordingSamples.Allocations(AllocationsBy.Function), new() { Width = width }), $"views/allocations-{width}.txt");

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_callers_are_the_golden_file(int width) =>
        Golden.Equal(AllocationsText.Render(RecordingSamples.Allocations(AllocationsBy.Callers), new() { Width = width }), $"views/allocations-callers-{width}.txt");

    [Fact]
    public void The_tree_is_the_golden_file() =>
        Golden.Equal(AllocationsText.Render(RecordingSamples.Allocations(AllocationsBy.Tree), new()), "views/allocations-tree.txt");

    [Fact]
    public void A_profile_is_the_golden_file() => Golden.Equal(
        string.Join('\n', ((AllocationsBy[])[AllocationsBy.Function, AllocationsBy.Callers, AllocationsBy.Tree]).Select(by => AllocationsText.Render(RecordingSamples.Profile(by), new()))),
        "views/allocations-profile.txt");

    [Fact]
    public void The_stack_of_an_object_is_the_golden_file() =>
        Golden.Equal(AllocationsText.Render(RecordingSamples.Stack("first"), new()) + "\n" + AllocationsText.Render(RecordingSamples.Stack("global"), new()), "views/allocations-object.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(RecordingSamples.NoVersion(ViewJson.Text(RecordingSamples.Allocations(AllocationsBy.Callers, top: 2, depth: 2))), "views/allocations.json");

    [Fact]
    public void The_JSON_of_a_profile_does_not_make_figures_up()
    {
        FunctionInfo row = RecordingSamples.Profile(AllocationsBy.Function).Rows[0];
        Assert.Equal(new AllocationInfo(null, 600, null, null, 3), row.Self);
        Assert.Equal("sampling", RecordingSamples.Profile(AllocationsBy.Function).Recording);
    }

    [Fact]
    public void Rows_beyond_the_top_are_counted()
    {
        AllocationsView view = RecordingSamples.Allocations(AllocationsBy.Function, top: 2);
        Assert.Equal(2, view.Rows.Length);
        Assert.Contains($"\nand {view.Functions - 2} more functions: -n N", AllocationsText.Render(view, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_goes_by_name_and_by_file_in_any_case()
    {
        Assert.Equal(["Session", "createSession"], RecordingSamples.Allocations(AllocationsBy.Function, filter: "SESSIONS.js").Rows.Select(row => row.Function));
        Assert.Equal(["", "log", "push"], RecordingSamples.Allocations(AllocationsBy.Tree, filter: "(Anonymous)").Rows.Select(row => row.Function));
        Assert.Contains("\nNothing was recorded for the functions asked for.\n", AllocationsText.Render(RecordingSamples.Allocations(AllocationsBy.Function, filter: "nobody"), new()), StringComparison.Ordinal);
    }

    [Fact]
    public void Focus_and_exclude_go_together()
    {
        Assert.Equal((340, "work"), (RecordingSamples.Profile(AllocationsBy.Tree, focus: "work").Sum.Bytes, RecordingSamples.Profile(AllocationsBy.Tree, focus: "work").Rows[0].Function));
        Assert.Equal(["work"], RecordingSamples.Profile(AllocationsBy.Function, focus: "work", exclude: "helper").Rows.Select(row => row.Function));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(119)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        // Folded stacks are for other programs and never cut.
        foreach (AllocationsBy by in Enum.GetValues<AllocationsBy>().Where(by => by != AllocationsBy.Stacks))
            Assert.All(AllocationsText.Render(RecordingSamples.Allocations(by), new() { Width = width }).Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= width, line));
    }

    [Fact]
    public void A_file_without_stacks_says_what_it_is_and_how_to_record_some()
    {
        string ordinary = Assert.Throws<UnreadableFileException>(() => new AllocationsWorkflow("", new(), ViewSamples.Quiet).Show(ViewSamples.Snapshot())).Message;
        Assert.StartsWith("cannot read server.heapsnapshot: it is a snapshot without recorded allocations; record some with ", ordinary, StringComparison.Ordinal);
        var times = new OpenedSnapshot("t", new RecordingText { Samples = "[1,2]" }.Heap());
        Assert.StartsWith("cannot read t: it records when objects were allocated, not where", Assert.Throws<UnreadableFileException>(() => new AllocationsWorkflow("", new(), ViewSamples.Quiet).Show(times)).Message, StringComparison.Ordinal);
        Assert.Throws<UnreadableFileException>(() => new TimelineWorkflow("", new(), ViewSamples.Quiet).Show(ViewSamples.Snapshot()));
    }

    [Fact]
    public void Stacks_are_lines_with_semicolons_and_bytes_and_nothing_else()
    {
        Assert.Equal("""
            main file:///srv/app/main.js:5:10 10
            main file:///srv/app/main.js:5:10;helper file:///srv/app/lib/helper.js:2:4 400
            main file:///srv/app/main.js:5:10;work file:///srv/app/main.js:5:10 40
            main file:///srv/app/main.js:5:10;work file:///srv/app/main.js:5:10;work file:///srv/app/main.js:5:10 100
            main file:///srv/app/main.js:5:10;work file:///srv/app/main.js:5:10;work file:///srv/app/main.js:5:10;helper file:///srv/app/lib/helper.js:2:4 200

            """.Replace("file://", "", StringComparison.Ordinal), AllocationsText.Render(RecordingSamples.Profile(AllocationsBy.Stacks, top: int.MaxValue), new() { Width = 80 }));
        Assert.Equal(750, RecordingSamples.Profile(AllocationsBy.Stacks, top: int.MaxValue).Sum.Bytes);
    }

    [Fact]
    public void Stacks_of_a_timeline_have_what_is_alive() =>
        Golden.Equal(AllocationsText.Render(RecordingSamples.Allocations(AllocationsBy.Stacks, top: int.MaxValue), new()), "views/allocations-stacks.txt");

    [Fact]
    public void The_JSON_of_stacks_is_the_golden_file() =>
        Golden.Equal(RecordingSamples.NoVersion(ViewJson.Text(RecordingSamples.Profile(AllocationsBy.Stacks, top: 2, from: 2, to: 6))), "views/allocations-stacks.json");

    [Fact]
    public void A_name_cannot_pretend_to_be_two_frames()
    {
        string odd = ProfileText.Of(ProfileText.Call("(root)", 0, 1, ProfileText.Call("a;b\\n", 8, 2))).Replace("file:///srv/app/main.js", "", StringComparison.Ordinal);
        AllocationsView view = new AllocationsWorkflow("p", new() { By = AllocationsBy.Stacks, Top = 9 }, ViewSamples.Quiet).Show(ProfileText.Read(odd));
        Assert.Equal("a,b\\n script 7:6:10 8\n", AllocationsText.Render(view, new()).Replace(":5:", ":6:", StringComparison.Ordinal));
    }

    [Fact]
    public void Samples_are_chosen_by_their_numbers_both_ends_included()
    {
        // Samples 3 and 4 are of the inner work, 5 of the helper that it calls; each has 10 bytes.
        AllocationsView view = RecordingSamples.Profile(AllocationsBy.Function, from: 3, to: 5);
        Assert.Equal([("work", 20L, 2L), ("helper", 10L, 1L)], view.Rows.Where(row => row.Self.Bytes > 0).Select(row => (row.Function, row.Self.Bytes, row.Self.Samples!.Value)));
        Assert.Equal(new SamplesInfo(7, 1, 7, 3, 5), view.Samples);
        Assert.StartsWith("30 B by estimate from 3 samples, numbers 3 to 5 of 1 to 7\n", AllocationsText.Render(view, new()), StringComparison.Ordinal);
        Assert.Equal(70, RecordingSamples.Profile(AllocationsBy.Function, from: 0).Sum.Bytes);
    }

    [Fact]
    public void Numbers_that_no_sample_has_are_refused()
    {
        Assert.Equal("the samples of the profile have numbers from 1 to 7: none of them lies between --from and --to",
            Assert.Throws<UsageException>(() => RecordingSamples.Profile(AllocationsBy.Function, from: 8)).Message);
        Assert.StartsWith("--from and --to choose among the samples of a sampling profile", Assert.Throws<UsageException>(() =>
            new AllocationsWorkflow("", new() { From = 1 }, ViewSamples.Quiet).Show(RecordingSamples.Snapshot)).Message, StringComparison.Ordinal);
        Assert.StartsWith("the profile has no list of samples", Assert.Throws<UsageException>(() =>
            new AllocationsWorkflow("", new() { To = 1 }, ViewSamples.Quiet).Show(ProfileText.Read("{\"head\":{\"selfSize\":1}}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_knows_no_objects() =>
        Assert.StartsWith("a sampling profile knows no objects: ", Assert.Throws<UsageException>(() =>
            new AllocationsWorkflow("", new() { Object = new(7) }, ViewSamples.Quiet).Show(ProfileText.Read(ProfileText.Small))).Message, StringComparison.Ordinal);
}
