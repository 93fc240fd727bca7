using System.Xml.Linq;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.House;

/// <summary>Rules of the house that no compiler checks.</summary>
public sealed class LayoutTests
{
    const int LongestReadme = 12;
    const int LongestFile = 500;

    // What each project may refer to. Facts never know judgement, judgement does no input or output, and only the CLI joins them.
    static readonly Dictionary<string, string[]> allowed = new()
    {
        ["Heaptrail.Heap"] = [],
        ["Heaptrail.Diagnosis"] = ["Heaptrail.Heap"],
        ["Heaptrail.Capture"] = ["Heaptrail.Diagnosis"],
        ["Heaptrail.Postmortem"] = ["Heaptrail.Heap"],
        ["Heaptrail.Report"] = ["Heaptrail.Diagnosis"],
        ["Heaptrail.Web"] = ["Heaptrail.Report"],
        ["Heaptrail.Cli"] = ["Heaptrail.Web", "Heaptrail.Heap", "Heaptrail.Diagnosis", "Heaptrail.Capture", "Heaptrail.Postmortem", "Heaptrail.Report"],
    };

    [Fact]
    public void Projects_refer_to_each_other_in_one_direction()
    {
        string[] projects = Directory.GetFiles(Repository.Source, "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(allowed.Keys.Order(), projects.Select(p => Path.GetFileNameWithoutExtension(p)).Order());
        foreach (string project in projects)
        {
            string name = Path.GetFileNameWithoutExtension(project);
            IEnumerable<string> references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(references.Except(allowed[name]).Select(r => $"{name} refers to {r}"));
        }
    }

    [Theory]
    [InlineData("Heaptrail.Heap")]
    [InlineData("Heaptrail.Diagnosis")]
    [InlineData("Heaptrail.Postmortem")]
    [InlineData("Heaptrail.Report")]
    public void Projects_without_input_and_output_have_no_packages(string project) =>
        Assert.Empty(XDocument.Load(Path.Combine(Repository.Source, project, $"{project}.csproj")).Descendants("PackageReference"));

    [Fact]
    public void Every_project_says_in_a_short_file_what_belongs_there()
    {
        Assert.NotEmpty(Repository.Projects);
        foreach (string project in Repository.Projects)
        {
            string readme = Path.Combine(project, "README.md");
            Assert.True(File.Exists(readme), $"{Path.GetFileName(project)} has no README.md");
            int lines = File.ReadLines(readme).Count();
            Assert.True(lines <= LongestReadme, $"{Path.GetFileName(project)}/README.md has {lines} lines, {LongestReadme} are allowed");
        }
    }

    [Fact]
    public void No_file_of_the_source_is_longer_than_500_lines()
    {
        string[] files = [.. Directory.EnumerateFiles(Repository.Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
        Assert.True(files.Length > 100);
        foreach (string file in files)
        {
            int lines = File.ReadLines(file).Count();
            Assert.True(lines <= LongestFile, $"{Path.GetRelativePath(Repository.Root, file)} has {lines} lines, {LongestFile} are allowed");
        }
    }
}
