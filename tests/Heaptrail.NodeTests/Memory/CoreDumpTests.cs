using System.Diagnostics;
using System.Text.Json;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Memory;

/// <summary>Core dumps open like snapshots: those of the kernel and our own.</summary>
public sealed class CoreDumpTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    public async Task The_memory_of_a_process_that_was_kept_is_read_later(int major)
    {
        using var folder = new TempFolder();
        await using MemoryFixture program = await MemoryFixture.StartAsync(folder, major);
        string core = folder.File("kept.core");

        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--raw", "-o", core])).Succeeded();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(core));
        Assert.Equal(900, await CountAsync(core, "Session"));
        Assert.Equal(200, await CountAsync(core, "Widget"));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    [InlineData(26)]
    public async Task A_process_that_died_of_its_heap_limit_shows_what_filled_it(int major)
    {
        Assert.SkipUnless(File.ReadAllText("/proc/sys/kernel/core_pattern").Trim() == "core", "this system keeps core dumps elsewhere: kernel.core_pattern is not 'core'");
        using var folder = new TempFolder();
        string program = folder.Write("die.cjs", "class Leaked { constructor(i) { this.i = i; this.text = 'leaked ' + i; } } global.leaks = []; for (let i = 0; ; i++) leaks.push(new Leaked(i));");
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", $"ulimit -c unlimited; exec '{NodeVersions.Binary(major)}' --max-old-space-size=40 '{program}'"])
        { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder.Path })!;
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        string? core = Directory.GetFiles(folder.Path, "core*").FirstOrDefault();
        Assert.SkipWhen(core is null, "the system wrote no core dump");

        Assert.InRange(await CountAsync(core!, "Leaked"), 50_000, int.MaxValue);
        string told = (await HeaptrailCommand.RunAsync(["core", core!, "-q"])).Succeeded().Output;
        Assert.StartsWith($"Node.js {major}.", told, StringComparison.Ordinal);
        Assert.Contains("Ended by SIGABRT", told, StringComparison.Ordinal);
        CommandResult suspects = (await HeaptrailCommand.RunAsync(["leaks", core!, "-q"])).Succeeded();
        Assert.Contains("leaks", suspects.Output, StringComparison.Ordinal);
        Assert.Contains("Leaked", suspects.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dump_that_is_cut_off_says_so_and_a_file_that_is_none_is_refused()
    {
        using var folder = new TempFolder();
        await using MemoryFixture program = await MemoryFixture.StartAsync(folder, 20);
        string core = folder.File("whole.core");
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--raw", "-o", core])).Succeeded();
        string cut = folder.File("cut.core");
        using (FileStream from = File.OpenRead(core), to = File.Create(cut))
        {
            var bytes = new byte[from.Length * 19 / 20];
            from.ReadExactly(bytes);
            to.Write(bytes);
        }

        CommandResult result = await HeaptrailCommand.RunAsync(["summary", cut, "-q"]);
        Assert.True(result.ExitCode is 0 or 3, result.Error);
        if (result.ExitCode == 0)
            Assert.Contains("is cut off: ", result.Error, StringComparison.Ordinal);
        File.WriteAllBytes(cut, File.ReadAllBytes(core)[..200]);
        result = await HeaptrailCommand.RunAsync(["summary", cut, "-q"]);
        Assert.Equal(3, result.ExitCode);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("zstd", "zst")]
    [InlineData("lz4", "lz4")]
    public async Task A_dump_that_systemd_packed_is_read(string packer, string ending)
    {
        Assert.SkipUnless(File.Exists($"/usr/bin/{packer}"), $"the program '{packer}' is not installed");
        using var folder = new TempFolder();
        await using MemoryFixture program = await MemoryFixture.StartAsync(folder, 22);
        string core = folder.File("core.node.0.4121");
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--raw", "-o", core])).Succeeded();
        string packed = $"{core}.{ending}", temporary = folder.File("temporary");
        (await Command.RunAsync(packer, ["-q", core, .. (string[])(packer == "zstd" ? ["-o", packed] : [packed])])).Succeeded();
        File.Delete(core);
        Directory.CreateDirectory(temporary);
        Dictionary<string, string?> environment = new() { ["TMPDIR"] = temporary };

        Assert.Equal(900, await CountAsync(packed, "Session"));
        string told = (await HeaptrailCommand.RunAsync(["core", packed, "-q"], environment: environment)).Succeeded().Output;
        Assert.StartsWith("Node.js 22.", told, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(temporary, "*.core"));
        File.WriteAllBytes(packed, File.ReadAllBytes(packed)[..100_000]);
        CommandResult damaged = await HeaptrailCommand.RunAsync(["core", packed, "-q"], environment: environment);
        Assert.Equal(3, damaged.ExitCode);
        Assert.Single(damaged.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFiles(temporary, "*.core"));
    }

    static async Task<int> CountAsync(string core, string name)
    {
        using var summary = JsonDocument.Parse((await HeaptrailCommand.RunAsync(["summary", core, "--json", "-q", "--filter", name])).Succeeded().Output);
        return summary.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("class").GetString() == name).Sum(row => row.GetProperty("count").GetInt32());
    }
}
