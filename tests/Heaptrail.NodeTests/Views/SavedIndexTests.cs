using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Views;

/// <summary>The index beside a large snapshot, as a user meets it.</summary>
public sealed class SavedIndexTests
{
    const string Script = """
        class Order { constructor(i) { this.id = i; this.note = 'order ' + i; this.lines = [{ item: i }, { item: i + 1 }]; } }
        globalThis.orders = Array.from({ length: 130000 }, (_, i) => new Order(i));
        require('v8').writeHeapSnapshot(process.argv[1]);
        """;

    [Fact]
    public async Task Every_command_says_the_same_from_the_index_and_from_a_damaged_one()
    {
        using var folder = new TempFolder();
        string file = folder.File("large.heapsnapshot");
        (await Command.RunAsync("node", ["-e", Script, file], seconds: 120)).Succeeded();
        Assert.InRange(new FileInfo(file).Length, 32 << 20, 400 << 20);
        string index = file + ".heaptrail-index";
        string[][] commands = [["summary"], ["retainers", "@3"], ["dominators"], ["objects", "Order", "--top", "3"], ["query", "nodes where class = \"Order\" | count"]];
        foreach (string[] command in commands)
        {
            string[] line = [command[0], file, .. command[1..]];
            string expected = (await HeaptrailCommand.RunAsync([.. line, "--no-index"])).Succeeded().Output;
            Assert.False(File.Exists(index));
            Assert.Equal(expected, (await HeaptrailCommand.RunAsync(line)).Succeeded().Output);
            Assert.True(File.Exists(index), $"{command[0]} saved no index");
            DateTime saved = File.GetLastWriteTimeUtc(index);
            Assert.Equal(expected, (await HeaptrailCommand.RunAsync(line)).Succeeded().Output);
            Assert.Equal(saved, File.GetLastWriteTimeUtc(index));

            DamageColumns(index);
            CommandResult repaired = (await HeaptrailCommand.RunAsync(line)).Succeeded();
            Assert.Equal(expected, repaired.Output);
            // The class table is in the part of the index that is checked at once, and that part was not touched.
            Assert.Equal(command[0] != "summary", repaired.Error.Contains("it is built again", StringComparison.Ordinal));
            File.Delete(index);
        }
    }

    // A byte of every page but those of the header and of the table at the end.
    static void DamageColumns(string index)
    {
        using FileStream file = File.Open(index, FileMode.Open);
        var header = new byte[72];
        file.ReadExactly(header);
        long table = BitConverter.ToInt64(header, 40);
        for (long at = 4096; at < table; at += 4096)
        {
            file.Position = at;
            int value = file.ReadByte();
            file.Position = at;
            file.WriteByte((byte)(value ^ 0xFF));
        }
    }
}
