using System.Text.Json;
using Heaptrail.Diagnosis.Source;
using Heaptrail.NodeTests.Support;

namespace Heaptrail.NodeTests.Find;

public sealed class SourceMapTests
{
    // Every place of the script that the map has on its own line. Node falls back to the line before, which we do not.
    const string Ask = """
        const { SourceMap } = require('node:module'), fs = require('node:fs');
        const script = fs.readFileSync(process.argv[2], 'utf8'), map = new SourceMap(JSON.parse(fs.readFileSync(process.argv[2] + '.map', 'utf8')));
        const places = [];
        script.split('\n').forEach((text, line) => {
          for (let column = 0; column <= text.length; column++) {
            const entry = map.findEntry(line, column);
            places.push(entry.generatedLine === line && entry.originalSource !== undefined ? [line, column, entry.originalSource, entry.originalLine, entry.originalColumn] : [line, column]);
          }
        });
        console.log(JSON.stringify(places));
        """;

    [Theory]
    [InlineData()]
    [InlineData("--minify")]
    [InlineData("--bundle", "--keep-names")]
    public async Task Places_are_those_that_Node_itself_finds(params string[] options)
    {
        string esbuild = Path.Combine(TestPaths.Cache, "oracle", "node_modules", ".bin", "esbuild");
        Assert.SkipUnless(File.Exists(esbuild), "esbuild is not installed: it comes with the DevTools oracle, which ./test installs");
        using var folder = new TempFolder();
        string source = folder.Write("varied.ts", Engine.VariedHeap.Program);
        string script = folder.File("varied.js");
        (await Command.RunAsync(esbuild, [source, $"--outfile={script}", "--platform=node", "--sourcemap", .. options])).Succeeded();

        CommandResult answer = (await Command.RunAsync("node", [folder.Write("ask.cjs", Ask), script])).Succeeded();

        SourceMap map = SourceMap.TryParse(await File.ReadAllBytesAsync(script + ".map", TestContext.Current.CancellationToken))!;
        using var places = JsonDocument.Parse(answer.Output);
        Assert.True(places.RootElement.GetArrayLength() > 1000);
        foreach (JsonElement place in places.RootElement.EnumerateArray())
        {
            OriginalPlace? expected = place.GetArrayLength() == 2 ? null : new(place[2].GetString()!, place[3].GetInt32(), place[4].GetInt32());
            Assert.Equal(expected, map.Find(place[0].GetInt32(), place[1].GetInt32()));
        }
    }
}
