using System.Globalization;
using System.Text;
using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

public sealed class SourceMapTests
{
    // What esbuild 0.28.2 writes for "const log: string[] = [];\nexport function add(text: string) {\n  log.push(text);\n}\n".
    const string Mappings = "AAAA,MAAM,MAAgB,CAAC;AAChB,gBAAS,IAAI,MAAc;AAChC,MAAI,KAAK,IAAI;AACf;";

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 5, 0, 0)]
    [InlineData(0, 6, 0, 6)]
    [InlineData(0, 12, 0, 22)]
    [InlineData(1, 0, 1, 7)]
    [InlineData(1, 15, 1, 7)]
    [InlineData(1, 19, 1, 16)]
    [InlineData(2, 6, 2, 6)]
    [InlineData(3, 500, 3, 0)]
    public void A_place_has_the_original_of_the_nearest_segment_before_it(int line, int column, int originalLine, int originalColumn) =>
        Assert.Equal(new OriginalPlace("log.ts", originalLine, originalColumn), Parse(Plain("\"log.ts\"", Mappings))!.Find(line, column));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(4, 0)]
    [InlineData(1000, 0)]
    public void A_place_outside_of_the_map_has_none(int line, int column) => Assert.Null(Parse(Plain("\"log.ts\"", Mappings))!.Find(line, column));

    // What tsc 5.9.3 writes for the same text, as a module of CommonJS: the first line is its own.
    [Theory]
    [InlineData(0, 3, -1, -1)]
    [InlineData(2, 9, 1, 0)]
    [InlineData(3, 6, 0, 6)]
    [InlineData(4, 12, 1, 19)]
    public void The_compiler_of_TypeScript_is_understood(int line, int column, int originalLine, int originalColumn)
    {
        SourceMap map = Parse(Plain("\"log.ts\"", ";;AACA,kBAEC;AAHD,MAAM,GAAG,GAAa,EAAE,CAAC;AACzB,SAAgB,GAAG,CAAC,IAAY;IAC9B,GAAG,CAAC,IAAI,CAAC,IAAI,CAAC,CAAC;AACjB,CAAC"))!;
        Assert.Equal(originalLine < 0 ? null : new OriginalPlace("log.ts", originalLine, originalColumn), map.Find(line, column));
    }

    [Fact]
    public void Code_that_the_generator_made_up_has_no_original()
    {
        SourceMap map = Parse(Plain("\"a\",\"b\"", "E,ICCC,I;AACA"))!;
        Assert.Equal([null, null, new("b", 1, 1), null, new("b", 2, 1)], new[] { map.Find(0, 0), map.Find(0, 3), map.Find(0, 7), map.Find(0, 10), map.Find(1, 0) });
    }

    [Fact]
    public void Segments_may_have_a_name_and_stand_in_any_order()
    {
        SourceMap map = Parse(Plain("\"a\"", "IAAIA,FAAF"))!;
        Assert.Equal((new OriginalPlace("a", 0, 2), new OriginalPlace("a", 0, 4)), (map.Find(0, 2)!.Value, map.Find(0, 4)!.Value));
    }

    [Fact]
    public void The_original_name_stands_at_the_beginning_of_a_segment_only()
    {
        // At column 4 the name 0, at 8 one that does not exist, at 12 the name 1.
        SourceMap map = SourceMap.TryParse(Encoding.UTF8.GetBytes("{\"version\":3,\"sources\":[\"a\"],\"names\":[\"createOrder\",\"open\"],\"mappings\":\"IAAIA,IAAIE,IAAID\"}"))!;
        Assert.Equal("createOrder - - open -", string.Join(' ', new[] { map.NameAt(0, 4), map.NameAt(0, 5), map.NameAt(0, 8), map.NameAt(0, 12), map.NameAt(1, 4) }.Select(name => name ?? "-")));
        Assert.NotNull(map.Find(0, 8));
    }

    [Theory]
    [InlineData("function a(", "a", 10)]
    [InlineData("x=1;async function*a(", "a", 20)]
    [InlineData("class B{a(", "a", 9)]
    [InlineData("class B{#a(", "#a", 9)]
    [InlineData("let $a=async (", "$a", 5)]
    [InlineData("b={a:function(", "a", 4)]
    [InlineData("a=", "a", 1)]
    [InlineData("ba=(", "a", null)]
    [InlineData("f(a,(", "a", null)]
    [InlineData("(", "a", null)]
    [InlineData("", "a", null)]
    [InlineData("let async=(", "async", 5)]
    public void The_name_of_a_function_is_found_before_its_parameters(string before, string name, int? column)
    {
        string beforeBracket = before.EndsWith('(') ? before[..^1] : before;
        Assert.Equal(column, FunctionName.Find($"first\r\n{before}x){{}}", name, 2, beforeBracket.Length + 1));
        Assert.Null(FunctionName.Find($"{before}\n", name, 3, 1));
    }

    [Fact]
    public void Sources_stand_below_the_root_of_the_map() =>
        Assert.Equal(["src/a.ts", "src/?"], Parse("""{"version":3,"sourceRoot":"src","sources":["a.ts",null],"mappings":"AAAA"}""")!.Sources);

    [Fact]
    public void Sections_continue_each_other()
    {
        SourceMap map = Parse($$"""
            {"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{{Plain("\"a\"", "AAAA;AACA")}}},
            {"offset":{"line":1,"column":10},"map":{{Plain("\"b\"", "AAAA;AACA")}}},{"offset":{"line":5,"column":0},"map":{{Plain("\"c\"", "AAAA")}}}]}
            """)!;
        Assert.Equal(
            [new("a", 0, 0), new("a", 1, 0), new("b", 0, 0), new("b", 1, 0), null, new("c", 0, 0)],
            new[] { map.Find(0, 3), map.Find(1, 9), map.Find(1, 10), map.Find(2, 1), map.Find(4, 0), map.Find(5, 0) });
    }

    [Fact]
    public void A_line_that_guards_against_being_run_is_skipped() =>
        Assert.NotNull(Parse(")]}'\n" + Plain("\"a\"", "AAAA")));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":2,\"sources\":[],\"mappings\":\"\"}")]
    [InlineData("{\"version\":\"3\",\"sources\":[],\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"mappings\":\"\"}")]
    [InlineData("{\"version\":3,\"sources\":[]}")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AAAA\"")]
    [InlineData("{\"version\":3,\"sources\":[\"a\"],\"mappings\":5}")]
    [InlineData("{\"version\":3,\"sources\":[\"\\ud800\"],\"mappings\":\"AAAA\"}")]
    [InlineData("{\"version\":3,\"sections\":[{}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":-1,\"column\":0},\"map\":{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AAAA\"}}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":2000000000,\"column\":0},\"map\":{\"version\":3,\"sources\":[\"a\"],\"mappings\":\"AAAA\"}}]}")]
    [InlineData("{\"version\":3,\"sections\":[{\"offset\":{\"line\":0,\"column\":0},\"map\":{\"version\":3,\"sections\":[]}}]}")]
    public void What_is_no_map_is_none(string json) => Assert.Null(Parse(json));

    [Theory]
    [InlineData("A!AA")]
    [InlineData("AA")]
    [InlineData("AAA")]
    [InlineData("AAAAAA")]
    [InlineData("ACAA")]
    [InlineData("ADAA")]
    [InlineData("AADA")]
    [InlineData("DAAA")]
    [InlineData("g")]
    [InlineData("gggggggggggggggggggggA")]
    [InlineData("++++++D,++++++D,AAAA")]
    [InlineData("AA++++++DA,AA++++++DA")]
    public void Damaged_mappings_are_no_map(string mappings) => Assert.Null(Parse(Plain("\"a\"", mappings)));

    [Fact]
    public void Maps_of_absurd_size_are_refused_without_filling_the_memory()
    {
        Assert.Null(Parse(Plain("\"a\"", new string(';', 10_000_001))));
        Assert.NotNull(Parse(Plain("\"a\"", new string(';', 1_000_000))));
        Assert.Null(Parse($"{{\"version\":3,\"sources\":[],\"mappings\":\"\",\"x\":{new string('[', 100)}{new string(']', 100)}}}"));
    }

    [Fact]
    public void Any_change_of_a_map_is_read_or_refused()
    {
        var random = new Random(20261121);
        byte[] whole = Encoding.UTF8.GetBytes(Plain("\"log.ts\"", Mappings));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. whole];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(32, 127);
            if (SourceMap.TryParse(damaged) is { } map)
                Assert.True(map.Find(random.Next(6), random.Next(40)) is not { } place || (place.Line >= 0 && place.Column >= 0));
        }
    }

    static SourceMap? Parse(string json) => SourceMap.TryParse(Encoding.UTF8.GetBytes(json));

    static string Plain(string sources, string mappings) => string.Create(CultureInfo.InvariantCulture, $$"""{"version":3,"sources":[{{sources}}],"names":[],"mappings":"{{mappings}}"}""");
}
