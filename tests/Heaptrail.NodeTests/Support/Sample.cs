using System.Text.Json;

namespace Heaptrail.NodeTests.Support;

/// <summary>A sample program with what is to be found in it.</summary>
sealed record Sample(string Name, JsonElement Expected)
{
    public static Sample Read(string name) =>
        new(name, JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Samples, name, "expected.json"))).RootElement);

    public string Program(string variant) => Path.Combine(TestPaths.Samples, Name, variant + ".js");

    public bool Serves => Name != "worker-loop";

    public string Text(string property) => Expected.GetProperty(property).GetString()!;

    public double? PerRequest => Expected.GetProperty("perRequest").ValueKind == JsonValueKind.Null ? null : Expected.GetProperty("perRequest").GetDouble();

    public JsonElement Holder => Expected.GetProperty("holder");

    public IEnumerable<(string Class, double PerRequest)> Contains =>
        Expected.GetProperty("contains").EnumerateArray().Select(c => (c.GetProperty("class").GetString()!, c.GetProperty("perRequest").GetDouble()));
}
