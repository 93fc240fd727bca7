using System.Buffers;
using System.Text;
using System.Text.Json;
using Heaptrail.Diagnosis;
using Heaptrail.Report.Contract;
using Heaptrail.Report.Json;
using Xunit;

namespace Heaptrail.Tests.Report;

public sealed class ReportJsonTests
{
    // Every key of the result contract, in its order.
    static readonly string[] contract =
    [
        "schemaVersion", "tool.name", "tool.version", "command", "verdict", "summary", "target.pid", "target.node", "target.command", "target.isolate",
        "snapshots.file", "snapshots.label", "snapshots.method", "snapshots.nodes", "snapshots.edges", "snapshots.shallowBytes", "snapshots.takenAt",
        "snapshots.requests", "snapshots.pauseMilliseconds", "memory.at", "memory.rss", "memory.heapTotal", "memory.heapUsed", "memory.external",
        "memory.arrayBuffers", "memory.afterGc", "load.requests", "load.perSecond", "load.failed", "load.latencyMilliseconds.p50",
        "load.latencyMilliseconds.p99", "load.latencyMilliseconds.max", "findings.rank", "findings.rule", "findings.cause", "findings.confidence",
        "findings.title", "findings.sentence", "findings.unit.class", "findings.unit.objects", "findings.unit.added", "findings.unit.perRequest",
        "findings.unit.contains.class", "findings.unit.contains.added", "findings.unit.contains.perRequest", "findings.growth.retainedBytes",
        "findings.growth.added", "findings.growth.perRequest", "findings.holder.name", "findings.holder.kind", "findings.holder.class",
        "findings.holder.id", "findings.holder.location.file", "findings.holder.location.line", "findings.holder.location.column",
        "findings.path.edge.type", "findings.path.edge.name", "findings.path.id", "findings.path.class", "findings.path.name",
        "findings.path.retainedBytes", "findings.path.location.file", "findings.path.location.line", "findings.path.location.column",
        "findings.path.repeated", "findings.otherPaths", "findings.allocatedAt.function", "findings.allocatedAt.file", "findings.allocatedAt.line",
        "findings.allocatedAt.column", "findings.allocatedAt.share", "findings.fix.text", "findings.fix.doc", "findings.fingerprint", "findings.ignored", "findings.ignoreReason",
        "dismissed.what", "dismissed.why", "dismissed.bytes", "warnings",
    ];

    [Fact]
    public void A_full_report_is_the_golden_file() => Golden.Equal(Json(SampleReports.OneLeak), "report.json");

    [Fact]
    public void The_keys_are_those_of_the_contract_in_its_order()
    {
        using JsonDocument document = JsonDocument.Parse(Json(SampleReports.OneLeak with { Warnings = ["w"] }));
        var keys = new List<string>();
        Collect(document.RootElement, "", keys);
        Assert.Equal(contract, keys.Distinct());
    }

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void A_report_read_back_is_the_same(string name)
    {
        string json = Json(SampleReports.Named(name));
        // A broken surrogate is written as an escaped U+FFFD, which is a letter like any other when it is written again.
        Assert.Equal(json.Replace("\\uFFFD", "\uFFFD", StringComparison.Ordinal), Json(ReportJson.Read(Encoding.UTF8.GetBytes(json))));
    }

    [Theory]
    [MemberData(nameof(SampleReports.All), MemberType = typeof(SampleReports))]
    public void There_is_no_byte_order_mark_and_one_line_end_at_the_end(string name)
    {
        string json = Json(SampleReports.Named(name), indented: false);
        Assert.StartsWith("{\"schemaVersion\":1,", json, StringComparison.Ordinal);
        Assert.Equal(json.Length - 1, json.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_known_is_null()
    {
        string json = Json(SampleReports.Nulls, indented: false);
        Assert.Contains("\"node\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"takenAt\":null,\"requests\":null,\"pauseMilliseconds\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"rss\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"latencyMilliseconds\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"location\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"target\":null", Json(SampleReports.Suspects, indented: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_in_UTC_with_a_Z()
    {
        LeakReport report = SampleReports.OneLeak;
        var elsewhere = new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.FromHours(2));
        report = report with { Snapshots = [report.Snapshots[0] with { TakenAt = elsewhere }] };
        Assert.Contains("\"takenAt\":\"2026-03-01T09:30:00.000Z\"", Json(report, indented: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_and_angle_brackets_are_not_escaped_but_control_characters_are()
    {
        string json = Json(SampleReports.Hostile);
        Assert.Contains("<script>alert(2)</script>", json, StringComparison.Ordinal);
        Assert.Contains("漢字かな", json, StringComparison.Ordinal);
        Assert.DoesNotContain(json, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [InlineData(Verdict.NoLeak, "\"verdict\":\"no-leak\"")]
    [InlineData(Verdict.Suspects, "\"verdict\":\"suspects\"")]
    [InlineData(Verdict.Inconclusive, "\"verdict\":\"inconclusive\"")]
    public void Verdicts_are_the_words_of_the_contract(Verdict verdict, string expected) =>
        Assert.Contains(expected, Json(SampleReports.OneLeak with { Verdict = verdict }, indented: false), StringComparison.Ordinal);

    [Fact]
    public void Members_of_a_later_build_are_passed_over_and_missing_lists_are_empty()
    {
        const string Json = """
            {"future":{"a":[1]},"schemaVersion":1,"tool":{"name":"heaptrail","version":"0.9.0","x":1},"command":"find","verdict":"leak","summary":"s",
             "findings":[{"rank":1,"rule":"r","cause":"timer","confidence":"likely","title":"t","sentence":"s","unit":{"class":"A","objects":[1],"added":1,
             "perRequest":null,"contains":[]},"growth":{"retainedBytes":[1],"added":1,"perRequest":null},"holder":{"name":"n","kind":"static field",
             "class":"A","id":1,"location":null},"path":[],"fix":{"text":"f","doc":"d"},"fingerprint":"p"}]}
            """;
        LeakReport report = ReportJson.Read(Encoding.UTF8.GetBytes("\uFEFF" + Json));
        Assert.Equal(HolderKind.StaticField, report.Findings[0].Holder.Kind);
        Assert.Empty(report.Snapshots);
        Assert.Empty(report.Warnings);
        Assert.Empty(report.Findings[0].AllocatedAt);
    }

    [Theory]
    [InlineData("", "no complete JSON: it breaks at line 1, byte 1")]
    [InlineData("[]", "expected a JSON object with schemaVersion")]
    [InlineData("{}", "expected a Heaptrail report, found JSON without a schemaVersion")]
    [InlineData("{\"schemaVersion\":2,\"all\":\"new\"}", "the report has schemaVersion 2, this heaptrail reads up to 1: use a newer heaptrail")]
    [InlineData("{\"schemaVersion\":1,\"tool\":null}", "no Heaptrail report: unexpected or missing value at $.tool, line 1, byte 31")]
    public void What_is_no_report_is_refused_with_what_was_found(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<ReportFormatException>(() => ReportJson.Read(Encoding.UTF8.GetBytes(json))).Message);

    static string Json(LeakReport report, bool indented = true)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonRenderer { Indented = indented }.Render(report, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    static void Collect(JsonElement element, string path, List<string> keys)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (JsonProperty p in element.EnumerateObject()) Collect(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}", keys);
        else if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object)
            foreach (JsonElement item in element.EnumerateArray()) Collect(item, path, keys);
        // A location that is null in one step and known in another adds only the keys of the known one.
        else if (element.ValueKind != JsonValueKind.Null || !path.EndsWith("location", StringComparison.Ordinal)) keys.Add(path);
    }
}
