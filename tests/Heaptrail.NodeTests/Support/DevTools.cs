using System.Text.Json;

namespace Heaptrail.NodeTests.Support;

/// <summary>What the snapshot code of Chrome DevTools says about a file, run headless by the oracle beside the repository.</summary>
static class DevTools
{
    public static string Script
    {
        get
        {
            string script = Path.Combine(TestPaths.Cache, "oracle", "oracle.mjs");
            Assert.SkipUnless(File.Exists(script), "the DevTools oracle is not installed: it needs ../shared/oracle and ./test run once");
            return script;
        }
    }

    public static async Task<DevToolsNode[]> NodesAsync(string snapshot)
    {
        string output = snapshot + ".devtools.ndjson";
        (await Command.RunAsync("node", [Script, "nodes", snapshot, "--out", output])).Succeeded();
        var nodes = new List<DevToolsNode>();
        await foreach (string line in File.ReadLinesAsync(output))
        {
            using var json = JsonDocument.Parse(line);
            JsonElement node = json.RootElement;
            nodes.Add(new(node.GetProperty("id").GetInt64(), node.GetProperty("className").GetString()!, node.GetProperty("selfSize").GetInt64(),
                node.GetProperty("retainedSize").GetInt64(), node.GetProperty("distance").GetInt32(), node.GetProperty("dominatorId").GetInt64()));
        }
        return [.. nodes];
    }

    /// <summary>Display names in file order.</summary>
    public static async Task<string[]> NamesAsync(string snapshot)
    {
        CommandResult result = (await Command.RunAsync("node", [Script, "names", snapshot])).Succeeded();
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement[1].GetString()!)];
    }

    public static async Task<DevToolsClass[]> ClassesAsync(string snapshot)
    {
        CommandResult result = (await Command.RunAsync("node", [Script, "summary", snapshot])).Succeeded();
        using var json = JsonDocument.Parse(result.Output);
        return [.. json.RootElement.GetProperty("aggregates").EnumerateArray().Select(row => new DevToolsClass(row.GetProperty("key").GetString()!,
            row.GetProperty("count").GetInt64(), row.GetProperty("distance").GetInt32(), row.GetProperty("self").GetInt64(), row.GetProperty("maxRet").GetInt64()))];
    }

    public static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        CommandResult result = (await Command.RunAsync("node", [Script, .. arguments])).Succeeded();
        // Ways to the roots are as deep as the tree that they are.
        using var json = JsonDocument.Parse(result.Output, new() { MaxDepth = 512 });
        return json.RootElement.Clone();
    }
}

/// <summary>One node as DevTools computes it.</summary>
sealed record DevToolsNode(long Id, string Class, long ShallowBytes, long RetainedBytes, int Distance, long DominatorId)
{
    /// <summary>Where the oracle cuts the names of classes; those of C++ templates in browsers are longer.</summary>
    public const int LongestClass = 300;
}

/// <summary>One row of the Summary as DevTools computes it.</summary>
sealed record DevToolsClass(string Key, long Count, int Distance, long ShallowBytes, long RetainedBytes);
