using System.Buffers;
using System.Text;
using System.Text.Json;
using Heaptrail.Capture.Inspector;
using Heaptrail.Capture.Processes;

namespace Heaptrail.NodeTests.Capture;

public sealed class TextTests
{
    [Fact]
    public void A_chunk_is_unescaped_as_any_json_reader_would()
    {
        var random = new Random(1);
        string[] parts = ["plain", "\\\"", "\\\\", "\\n", "\\t", "\\r", "\\b", "\\f", "\\/", "\\u0001", "\\u00e9", "\\u4E16", "\\ud83d\\uDE00", "é世", "{}:,"];
        for (int i = 0; i < 500; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(0, 30)).Select(_ => parts[random.Next(parts.Length)]));
            byte[] message = Encoding.UTF8.GetBytes("""{"method":"HeapProfiler.addHeapSnapshotChunk","params":{"chunk":"TEXT"}}""".Replace("TEXT", text, StringComparison.Ordinal));
            string expected = JsonDocument.Parse(message).RootElement.GetProperty("params").GetProperty("chunk").GetString()!;
            Assert.Equal(expected, Encoding.UTF8.GetString(ChunkText.Unescape(message)));
        }
    }

    [Fact]
    public void Lines_are_filtered_whatever_the_pieces_they_come_in()
    {
        const string input = "Debugger attached.\nmine\nDebugger attached.\nDebugger attached.x\n Debugger attached.\nWaiting\nDebugger att";
        const string expected = "mine\nDebugger attached.x\n Debugger attached.\nWaiting\nDebugger att";
        for (int size = 1; size <= input.Length; size++)
        {
            var filter = new LineFilter("Waiting for the debugger to disconnect...\n"u8.ToArray(), "Debugger attached.\n"u8.ToArray());
            var output = new ArrayBufferWriter<byte>();
            foreach (char[] piece in input.Chunk(size))
                filter.Write(Encoding.ASCII.GetBytes(piece), output);
            filter.Flush(output);
            Assert.Equal(expected, Encoding.ASCII.GetString(output.WrittenSpan));
        }
    }

    [Fact]
    public void The_telling_line_is_the_error_not_the_stack_below_it()
    {
        var tail = new OutputTail();
        tail.Add("/app/server.js:3\nthrow new TypeError('x is not a function');\n^\n\nTypeError: x is not a function\n    at Object.<anonymous> (/app/server.js:3:7)\n\nNode.js v20.20.2\n"u8);
        Assert.Equal("TypeError: x is not a function", tail.TellingLine());
        tail.Add(Encoding.ASCII.GetBytes(new string('\n', 9000)));
        Assert.Null(tail.TellingLine());
    }

    [Theory]
    [InlineData("file:///srv/my%20app/a.mjs", "/srv/my app/a.mjs")]
    [InlineData("file:///srv/100%25/a.mjs?v=2", "/srv/100%/a.mjs")]
    [InlineData("/srv/a.js", "/srv/a.js")]
    [InlineData("node:internal/timers", null)]
    [InlineData("", null)]
    public void File_urls_become_paths(string url, string? path) => Assert.Equal(path, ScriptInfo.ToPath(url));

    [Theory]
    [InlineData("/usr/bin/node", true), InlineData("nodejs", true), InlineData("node20", true), InlineData("/opt/node-v22.1.0", true)]
    [InlineData("node_exporter", false), InlineData("nodemon", false), InlineData("/usr/bin/python3", false)]
    public void Node_is_known_by_the_name_of_its_executable(string path, bool expected) => Assert.Equal(expected, NodeNames.IsNode(path));

    [Theory]
    [InlineData("npm start", true), InlineData("node|/usr/lib/node_modules/npm/bin/npm-cli.js|start", true)]
    [InlineData("node|/app/node_modules/.bin/tsx|server.ts", true), InlineData("node|/app/node_modules/tsx/dist/cli.mjs|server.ts", true)]
    [InlineData("node|server.js", false), InlineData("node|--require|/app/node_modules/tsx/dist/preflight.cjs|--import|file:///x|server.ts", false)]
    public void Tools_that_only_start_programs_are_known(string commandLine, bool expected) =>
        Assert.Equal(expected, NodeNames.IsStarter([.. commandLine.Split('|')]));
}
