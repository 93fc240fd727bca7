using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

/// <summary>Bad input: one clear line on standard error, its own exit code, never a stack trace, nothing lost.</summary>
public sealed class TroubleTests
{
    const string Idle = "setInterval(() => {}, 1000);";

    [Fact]
    public async Task A_file_that_is_no_snapshot_is_refused()
    {
        using var folder = new TempFolder();
        string file = folder.Write("notes.heapsnapshot", "these are notes");

        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", file, file]);

        AssertOneLine(result, 3, $"cannot read {file}: this is no V8 heap snapshot: found 't'");
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_named()
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", "gone.heapsnapshot", "gone.heapsnapshot"]);

        AssertOneLine(result, 3, "cannot read gone.heapsnapshot: there is no such file");
    }

    [Fact]
    public async Task A_truncated_file_is_refused_with_section_and_byte()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        byte[] bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
        string cut = folder.File("cut.heapsnapshot");
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);

        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", whole, cut]);

        AssertOneLine(result, 3, $"cannot read {cut}: file ends inside \"edges\" at byte {bytes.Length / 2:N0}");
        Assert.True(File.Exists(cut));
    }

    [Fact]
    public async Task An_edge_out_of_range_is_refused_with_its_number()
    {
        using var folder = new TempFolder();
        string whole = await RealSnapshot.WriteAsync(folder);
        string text = await File.ReadAllTextAsync(whole, TestContext.Current.CancellationToken);
        int first = text.IndexOf("\"edges\":[", StringComparison.Ordinal) + "\"edges\":[".Length;
        int end = text.IndexOfAny(['\n', ']'], first);
        string[] record = text[first..end].Split(',', 4);
        record[2] = "999999999998";
        string broken = folder.Write("broken.heapsnapshot", text[..first] + string.Join(',', record) + text[end..]);

        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", whole, broken]);

        AssertOneLine(result, 3, $"cannot read {broken}: edge 0: target ");
    }

    [Fact]
    public async Task A_program_that_exits_early_is_reported_with_its_last_line()
    {
        using var folder = new TempFolder();
        string program = folder.Write("app.js", "console.error('no database'); process.exit(7);");

        CommandResult result = await Find(folder, "--", "node", program);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("no database", LastLine(result), StringComparison.Ordinal);
        Assert.Contains("7", LastLine(result), StringComparison.Ordinal);
        AssertNoStack(result);
    }

    [Fact]
    public async Task A_port_that_never_opens_is_reported_after_the_time_limit()
    {
        using var folder = new TempFolder();
        string program = folder.Write("app.js", Idle);

        CommandResult result = await Find(folder, "--timeout", "1", "--url", "http://127.0.0.1:9/", "--", "node", program);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("port 9", LastLine(result), StringComparison.Ordinal);
        AssertNoStack(result);
    }

    [Fact]
    public async Task A_load_command_that_fails_is_named_with_its_exit_code()
    {
        using var folder = new TempFolder();
        string program = folder.Write("app.js", "require('http').createServer((q, s) => s.end()).listen(0, '127.0.0.1');");

        CommandResult result = await Find(folder, "--load", "exit 3", "--", "node", program);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("\"exit 3\"", LastLine(result), StringComparison.Ordinal);
        Assert.Contains("exited with code 3", LastLine(result), StringComparison.Ordinal);
        AssertNoStack(result);
    }

    [Fact]
    public async Task An_address_that_refuses_is_named()
    {
        using var folder = new TempFolder();
        await using var running = await RunningProgram.StartAsync(folder, Idle + "console.log('ready')", inspect: true);

        CommandResult result = await Find(folder, "--url", "http://127.0.0.1:9/", $":{running.InspectorPort}");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("http://127.0.0.1:9/ refused the connection", LastLine(result), StringComparison.Ordinal);
        AssertNoStack(result);
        Assert.False(running.HasExited);
    }

    [Fact]
    public async Task A_missing_node_is_reported_with_what_to_do()
    {
        using var folder = new TempFolder();

        CommandResult result = await Find(folder, "--", "no-such-node", "app.js");

        AssertOneLine(result, 4, "cannot start \"no-such-node\"");
    }

    [Theory]
    [InlineData("find")]
    [InlineData("find", "--rounds", "1", "--", "node", "x.js")]
    [InlineData("find", "--requests", "0", "--", "node", "x.js")]
    [InlineData("find", "--url", "nonsense", "--", "node", "x.js")]
    [InlineData("find", "--no-such-option", "--", "node", "x.js")]
    [InlineData("find", "server.js")]
    [InlineData("leaks")]
    [InlineData("no-such-command")]
    public async Task Wrong_usage_exits_with_2_and_points_at_the_help(params string[] arguments)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
        AssertNoStack(result);
    }

    static Task<CommandResult> Find(TempFolder folder, params string[] arguments) =>
        HeaptrailCommand.RunAsync(["find", "-q", "--out", folder.File("snapshots"), .. arguments]);

    static void AssertOneLine(CommandResult result, int exitCode, string expected)
    {
        Assert.True(exitCode == result.ExitCode, $"exit code {result.ExitCode}: {result.Error}");
        Assert.Empty(result.Output);
        Assert.StartsWith($"heaptrail: {expected}", LastLine(result), StringComparison.Ordinal);
        AssertNoStack(result);
    }

    static string LastLine(CommandResult result) => result.Error.TrimEnd().Split('\n').Last(line => line.StartsWith("heaptrail: ", StringComparison.Ordinal));

    static void AssertNoStack(CommandResult result)
    {
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }
}
