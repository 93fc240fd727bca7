using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Memory;

/// <summary>What is in strings can be left out of snapshots that are made from memory.</summary>
public sealed class RedactionTests
{
    // Made at run time, so that the source of the program does not have it.
    const string Program = """
        class Account { constructor(i) { this.password = ['hunt', 'er2-', i].join(''); this.rope = 'left' + this.password; this.rule = new RegExp(this.password); } }
        const accounts = Array.from({ length: 500 }, (_, i) => new Account(i));
        const wide = 'gehe' + 'im\u2713' + accounts.length;
        global.bySecret = new Map(accounts.map((account) => [account.password, account.rope.slice(2)]));
        global.keep = function keepAccounts() { return [accounts, wide]; };
        setInterval(() => {}, 1e6);
        require('fs').writeSync(1, 'ready\n');
        """;

    [Theory]
    [InlineData(20)]
    [InlineData(24)]
    public async Task No_text_of_a_string_is_in_a_redacted_snapshot_and_all_names_are(int major)
    {
        using var folder = new TempFolder();
        await using RunningProgram program = await RunningProgram.StartAsync(folder, Program, node: NodeVersions.Binary(major));
        string plain = folder.File("plain.heapsnapshot"), redacted = folder.File("redacted.heapsnapshot"), core = folder.File("x.core"), exported = folder.File("exported.heapsnapshot");
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--method", "memory", "-o", plain])).Succeeded();
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--redact", "-o", redacted])).Succeeded();
        (await HeaptrailCommand.RunAsync(["snapshot", $"{program.Pid}", "--raw", "-o", core])).Succeeded();
        (await HeaptrailCommand.RunAsync(["core", core, "export", "--redact", "-o", exported])).Succeeded();

        Assert.Contains("hunter2-499", File.ReadAllText(plain), StringComparison.Ordinal);
        foreach (string text in new[] { File.ReadAllText(redacted), File.ReadAllText(exported) })
        {
            foreach (string secret in (string[])["hunter2", "gehe", "er2-"])
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            foreach (string name in (string[])["\"password\"", "\"Account\"", "\"accounts\"", "\"bySecret\"", "\"keepAccounts\"", Path.GetFileName(folder.Path)])
                Assert.Contains(name, text, StringComparison.Ordinal);
        }
        string summary = (await HeaptrailCommand.RunAsync(["summary", redacted, "-q"])).Succeeded().Output;
        Assert.Contains($"Node.js {major}.", (await HeaptrailCommand.RunAsync(["core", core, "-q"])).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("Account", summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--raw", "--raw keeps the memory as it is")]
    [InlineData("--method=inspector", "--redact works on memory")]
    public async Task What_cannot_be_redacted_is_refused(string option, string why)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["snapshot", "1", "--redact", option]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }
}
