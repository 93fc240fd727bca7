using System.Diagnostics;
using System.Text;
using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

[CollectionDefinition(nameof(HostileScriptTests), DisableParallelization = true)]
[Collection(nameof(HostileScriptTests))]
public sealed class HostileScriptTests
{
    static readonly TimeSpan limit = TimeSpan.FromSeconds(2);

    const string Program = """
        #!/usr/bin/env node
        import http, { createServer as serve } from 'node:http';
        const cache = new Map(), { a, b: [c = /[/]'/g, ...d], ...rest } = options ?? {};
        export default class Server extends Base(http) {
          static #count = 0; requests = []
          constructor(private readonly log: Logger<string, Map<a, b>>, { port = 3000 } = {}) { super(`${port}:${`${cache}`}`); this.#open = () => cache; }
          async *[Symbol.asyncIterator](first, ...others) { for await (const [k, v] of cache) yield k / v / 2; }
          get size() { try { return cache?.size ?? 0 } catch ({ message }) { throw new Error('it\'s ' + message) } }
        }
        if (a) /re/.test(b); else label: for (let i = 0, n = 1; i < n; i++) { switch (i) { case 1: break label } }
        global.cache ??= {}; globalThis['other'] = x => y => ({ z: x / y }); // done
        /* end */
        """;

    [Fact]
    public void Random_cuts_and_changes_of_a_program_never_fail()
    {
        var random = new Random(20_240_607);
        const string Alphabet = "{}[]()'\"`$/\\*=>.,;:#@\n azconstfuicl";
        for (int round = 0; round < 600; round++)
        {
            var text = new StringBuilder(Program);
            for (int change = random.Next(8); change >= 0; change--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(60), text.Length - at)); break;
                    case 1: text.Insert(at, Alphabet[random.Next(Alphabet.Length)]); break;
                    case 2: text[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                    default: text.Insert(at, Program.AsSpan(random.Next(Program.Length / 2), random.Next(80))); break;
                }
                if (text.Length == 0)
                    text.Append(' ');
            }
            LookUpEverything(text.ToString(0, random.Next(text.Length + 1)), random.Next(text.Length + 1));
        }
    }

    [Fact]
    public void A_line_of_5_MB_with_100_000_declarations_is_searched_in_time()
    {
        var text = new StringBuilder("var ");
        for (int i = 0; text.Length < 5_000_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"name{i}=function(a,b){{return a.x/b+name{i}(c,d)}},");
        InTime(text.Append("cache=1;").ToString());
    }

    [Theory]
    [InlineData("const a,")]
    [InlineData("let a:b<c,")]
    [InlineData("a=>")]
    [InlineData("(a:b):c=>")]
    [InlineData("f(a,")]
    [InlineData("function(")]
    [InlineData("function f<T>(a){")]
    [InlineData("{")]
    [InlineData("({[")]
    [InlineData("}])")]
    [InlineData("{var cache;")]
    [InlineData("import{a,")]
    [InlineData("import a,")]
    [InlineData("class A{")]
    [InlineData("class A extends ")]
    [InlineData("catch(a,")]
    [InlineData("for(let a of b)")]
    [InlineData("const{a:")]
    [InlineData("const[a=")]
    [InlineData("`${")]
    [InlineData("'")]
    [InlineData("/*")]
    [InlineData("= /[")]
    [InlineData("cache ")]
    [InlineData("cache:")]
    [InlineData(",cache")]
    [InlineData("a?b:")]
    [InlineData("case f(a):{")]
    [InlineData("defineProperty(a,'cache'")]
    public void Endless_repetition_takes_linear_time(string part) => InTime(new StringBuilder().Insert(0, part, 1_000_000 / part.Length).ToString());

    static void InTime(string text)
    {
        var outline = new ScriptOutline(text);
        var finder = new DeclarationFinder(outline);
        AssertFast(() => (finder = new(outline)).FindVariable("cache", text.Length / 2));
        AssertFast(() =>
        {
            finder.FindProperty("cache", text.Length / 2);
            finder.FindGlobal("cache");
        });
    }

    // Others may have the processor for a while, but hardly three times in a row.
    static void AssertFast(Action look)
    {
        TimeSpan took = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < 3 && took > limit; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            look();
            took = Stopwatch.GetElapsedTime(start);
        }
        Assert.InRange(took, TimeSpan.Zero, limit);
    }

    static void LookUpEverything(string text, int near)
    {
        var finder = new DeclarationFinder(new(text));
        foreach (string name in new[] { "cache", "#count", "a", "message", "other", "" })
        {
            finder.FindVariable(name, near);
            finder.FindProperty(name, near);
            finder.FindGlobal(name);
        }
    }
}
