using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

public sealed class PageTests
{
    [Fact]
    public async Task An_existing_page_is_not_overwritten_without_force()
    {
        using var folder = new TempFolder();
        string page = folder.Write("leak.html", "mine");

        CommandResult result = await HeaptrailCommand.RunAsync(["find", "--html", page, "--", "node", "-e", "0"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--force", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }
}
