using System.Collections.Immutable;
using Heaptrail.Cli.Workflows.Pages;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Tests.Report;
using Xunit;

namespace Heaptrail.Tests.Pages;

/// <summary>Which lines of which files get into a page.</summary>
public sealed class SourceExcerptTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("heaptrail-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_line_that_a_finding_names_comes_with_three_lines_around_it()
    {
        SourceExcerpt excerpt = Assert.Single(Excerpts("server.js", line: 5));
        Assert.Equal((5, 2), (excerpt.Line, excerpt.First));
        Assert.Equal(["line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 8"], excerpt.Lines);
        Assert.Equal(1, Assert.Single(Excerpts("server.js", line: 1)).First);
    }

    [Theory]
    [InlineData("id_rsa", 5)]
    [InlineData("passwords.txt", 5)]
    [InlineData("server.js", 11)]
    [InlineData("server.js", 0)]
    public void Nothing_comes_of_other_kinds_of_files_and_of_lines_that_are_not_there(string name, int line) => Assert.Empty(Excerpts(name, line));

    [Fact]
    public void Nothing_comes_of_a_file_that_is_gone()
    {
        string gone = Path.Combine(folder, "gone.js");
        Assert.Empty(SourceExcerpts.Of(With(new(gone, 1, 1))).Excerpts);
    }

    ImmutableArray<SourceExcerpt> Excerpts(string name, int line)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllLines(path, Enumerable.Range(1, 10).Select(i => $"line {i}"));
        return SourceExcerpts.Of(With(new(path, line, 1))).Excerpts;
    }

    static Heaptrail.Report.Contract.LeakReport With(SourceLocation place)
    {
        Finding finding = SampleReports.OneLeak.Findings[0];
        return SampleReports.OneLeak with { Findings = [finding with { Holder = finding.Holder with { Location = place }, Path = [], AllocatedAt = [] }] };
    }
}
