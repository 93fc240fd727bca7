using System.Text;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Support;

/// <summary>Runs the launcher as a user does.</summary>
static class HeaptrailCommand
{
    public static Task<CommandResult> RunAsync(IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        Command.RunAsync(TestPaths.Launcher, arguments, folder, environment);

    /// <summary>Runs <c>find --json</c> and reads the report; the exit code must be 0 or 1.</summary>
    public static async Task<(LeakReport Report, CommandResult Result)> FindAsync(TempFolder folder, params string[] arguments)
    {
        CommandResult result = await RunAsync(["find", "--json", "--out", folder.File("snapshots"), .. arguments], environment: NoPort);
        Assert.True(result.ExitCode is 0 or 1, $"exit code {result.ExitCode}\n{result.Error}");
        return (ReportJson.Read(Encoding.UTF8.GetBytes(result.Output)), result);
    }

    static Dictionary<string, string?> NoPort { get; } = new() { ["PORT"] = null };
}
