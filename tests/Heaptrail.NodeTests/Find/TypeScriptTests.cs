using System.Text;
using System.Text.Json;
using Heaptrail.Diagnosis;
using Heaptrail.NodeTests.Support;
using Heaptrail.Report.Contract;

namespace Heaptrail.NodeTests.Find;

/// <summary>A program in TypeScript, compiled with a source map, leaks; the answer names the line of the TypeScript.</summary>
public sealed class TypeScriptTests
{
    const int DeclaredAt = 9;

    const string Program = """
        import { createServer, IncomingMessage, ServerResponse } from 'node:http';

        interface Entry {
          url: string;
          date: Date;
        }

        // Types above go away, so this line is another one in JavaScript.
        const requestLog: Entry[] = [];

        function remember(request: IncomingMessage): void {
          requestLog.push({ url: request.url ?? '/', date: new Date() });
        }

        if (process.argv[2]) {
          for (let round = 1; round <= 3; round++) {
            for (let i = 0; i < 500; i++) remember({ url: '/' + i } as IncomingMessage);
            require('node:v8').writeHeapSnapshot(`${process.argv[2]}/${round}.heapsnapshot`);
          }
        } else {
          createServer((request: IncomingMessage, response: ServerResponse) => {
            remember(request);
            response.end('ok');
          }).listen(process.env.PORT ?? 0);
        }
        """;

    static string EsBuild
    {
        get
        {
            string path = Path.Combine(TestPaths.Cache, "oracle", "node_modules", ".bin", "esbuild");
            Assert.SkipUnless(File.Exists(path), "esbuild is not installed: it comes with the DevTools oracle, which ./test installs");
            return path;
        }
    }

    [Theory]
    [InlineData("--sourcemap=inline")]
    [InlineData("--sourcemap")]
    [InlineData("--sourcemap=external")]
    [InlineData("--sourcemap", "--minify-whitespace", "--bundle")]
    public async Task Leaks_names_the_line_of_the_TypeScript(params string[] options)
    {
        using var folder = new TempFolder();
        string script = await CompileAsync(folder, options);
        (await Command.RunAsync("node", [script, folder.Path])).Succeeded();

        CommandResult result = await HeaptrailCommand.RunAsync(["leaks", "--json", .. Enumerable.Range(1, 3).Select(i => folder.File($"{i}.heapsnapshot"))]);

        AssertFound(ReportJson.Read(Encoding.UTF8.GetBytes(result.Output)), folder);
        await AssertLocationAsync(folder);
    }

    [Fact]
    public async Task Find_names_the_line_of_the_TypeScript()
    {
        using var folder = new TempFolder();
        string script = await CompileAsync(folder, ["--sourcemap"]);

        (LeakReport report, _) = await HeaptrailCommand.FindAsync(folder, "--requests", "300", "--", "node", script);

        AssertFound(report, folder);
    }

    static void AssertFound(LeakReport report, TempFolder folder)
    {
        Holder holder = Assert.Single(report.Findings).Holder;
        Assert.Equal(("requestLog", new SourceLocation(folder.File("src/server.ts"), DeclaredAt, 7)), (holder.Name, holder.Location));
    }

    static async Task AssertLocationAsync(TempFolder folder)
    {
        CommandResult result = await HeaptrailCommand.RunAsync(["query", folder.File("3.heapsnapshot"), "nodes where type = \"closure\" and name = \"remember\" | select location", "--json"]);
        using var json = JsonDocument.Parse(result.Succeeded().Output);
        Assert.Equal($"{folder.File("src/server.ts")}:11:10", json.RootElement.GetProperty("rows")[0][0].GetString());
    }

    static async Task<string> CompileAsync(TempFolder folder, string[] options)
    {
        Directory.CreateDirectory(folder.File("src"));
        string source = folder.Write("src/server.ts", Program);
        string script = folder.File("dist/server.js");
        (await Command.RunAsync(EsBuild, [source, $"--outfile={script}", "--format=cjs", "--platform=node", .. options])).Succeeded();
        return script;
    }
}
