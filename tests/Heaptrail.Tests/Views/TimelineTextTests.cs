using System.Collections.Immutable;
using Heaptrail.Cli;
using Heaptrail.Cli.Terminal;
using Heaptrail.Report.Contract.Views;
using Xunit;

namespace Heaptrail.Tests.Views;

public sealed class TimelineTextTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void The_text_is_the_golden_file(int width) =>
        Golden.Equal(TimelineText.Render(RecordingSamples.Timeline(), new() { Width = width }), $"views/timeline-{width}.txt");

    [Fact]
    public void The_text_of_a_span_is_the_golden_file() =>
        Golden.Equal(TimelineText.Render(RecordingSamples.Timeline(0.06, 0.2), new()), "views/timeline-span.txt");

    [Fact]
    public void The_JSON_is_the_golden_file() =>
        Golden.Equal(RecordingSamples.NoVersion(ViewJson.Text(RecordingSamples.Timeline(0.2, 0.3))), "views/timeline.json");

    [Fact]
    public void A_span_has_the_classes_of_the_objects_allocated_in_it()
    {
        TimelineView view = RecordingSamples.Timeline(0.06, 0.2);
        Assert.Equal((0.06, 0.23), (view.Range.FromSeconds, view.Range.ToSeconds));
        Assert.Equal(view.Rows.Sum(row => row.ShallowBytes), view.Range.Bytes);
        Assert.Equal(["(string)", "Array", "Session"], view.Rows.Select(row => row.Class).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_span_beyond_the_recording_is_wrong_usage() =>
        Assert.Equal("the recording is 0.412 s long: nothing of it lies between --from and --to", Assert.Throws<UsageException>(() => RecordingSamples.Timeline(5)).Message);

    [Fact]
    public void A_long_recording_is_cut_into_slices_of_round_length()
    {
        TimelineView view = RecordingSamples.Timeline() with
        {
            Seconds = 61.7,
            Buckets = [.. Enumerable.Range(0, 1234).Select(i => new BucketInfo(i / 20.0, (i + 1) / 20.0, i, i + 1, 1, 10))],
        };
        List<TimeSlice> slices = TimeSlice.Of(view);
        Assert.Equal((13, 0, 5), (slices.Count, slices[0].From, slices[0].To));
        Assert.Equal((100, 1000), (slices[3].Count, slices[3].Bytes));
        Assert.Equal(12_340, slices.Sum(slice => slice.Bytes));
    }

    [Fact]
    public void Damaged_times_do_not_harm()
    {
        TimelineView view = RecordingSamples.Timeline() with
        {
            Seconds = 9e12,
            Buckets = [.. Enumerable.Range(0, 100).Select(i => new BucketInfo(9e12 - i, 1e12 * i, i, i + 1, 1, 10))],
        };
        Assert.InRange(TimeSlice.Of(view).Count, 1, 24);
        Assert.Contains("Allocated at", TimelineText.Render(view, new()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void No_line_is_wider_than_the_terminal(int width) =>
        Assert.All(TimelineText.Render(RecordingSamples.Timeline(), new() { Width = width }).Split('\n'), line => Assert.True(DisplayWidth.Of(line) <= width, line));

    [Fact]
    public void A_recording_that_was_stopped_at_once_says_so() =>
        Assert.Contains("stopped at once", TimelineText.Render(RecordingSamples.Timeline() with { Buckets = ImmutableArray<BucketInfo>.Empty }, new()), StringComparison.Ordinal);
}
