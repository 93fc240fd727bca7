using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

public sealed class PropertyDeclarationTests
{
    [Theory]
    [InlineData("use(a.cache); class A { constructor◆() { this.‹cache› = new Map(); } }")]
    [InlineData("if (a.cache == b) c(); a.‹cache› = 1; a.cache = 2;")]
    [InlineData("f(a.cache => 1); a.‹cache› ??= new Map();")]
    [InlineData("a.cache === b; a.‹cache› ||= [];")]
    [InlineData("A.prototype.‹cache› = [];")]
    [InlineData("a[cache] = 1; a[‹'cache'›] = 2;")]
    [InlineData("Object.defineProperty(this, ‹'cache'›, { value: [] });")]
    [InlineData("x ? cache : 1; const a = { b: 1, ‹cache›: [] };")]
    [InlineData("const a = { ‹'cache'›: [] };")]
    [InlineData("const ‹cache› = []; module.exports = { cache, other };")]
    public void An_assignment_or_a_key_declares_a_property(string script) => MarkedScript.FindsProperty(script);

    [Theory]
    [InlineData("class A { ‹cache› = new Map(); constructor◆() { this.cache = 1; } }")]
    [InlineData("class A { #‹cache›; }", "#")]
    [InlineData("class A { ‹#cache› = new Map(); run() { this.#cache.get(1); } }")]
    [InlineData("class A { static ‹cache› = []; }")]
    [InlineData("class A { a = 1\n  ‹cache›\n  b = 2 }")]
    [InlineData("class A { private readonly ‹cache›: Map<string, number> = new Map(); }")]
    [InlineData("class A { protected ‹cache›?: Map<string, number>; }")]
    [InlineData("class A { a = f(cache); ‹cache› = 2; }")]
    [InlineData("class A{a=1;‹cache›=[];b(){}}")]
    [InlineData("class A { constructor(private readonly ‹cache›: Cache) {} }")]
    [InlineData("export default class extends Base { ‹cache› = 1; }")]
    [InlineData("class A extends mixin({ a: 1 }) { ‹cache› = 1; }")]
    public void A_field_declares_a_property(string script, string without = "") =>
        MarkedScript.FindsProperty(without.Length == 0 ? script : script.Replace("#‹cache›", "‹#cache›", StringComparison.Ordinal));

    [Theory]
    [InlineData("class A { cache = 1; } class B { ‹cache› = 2; constructor◆() {} } class C { cache = 3; }")]
    [InlineData("class A { constructor() { this.cache = 1; } } class B { a() { this.‹cache› = 2; } constructor◆() {} }")]
    [InlineData("a.cache = 1; function f◆() { return { ‹cache›: 2 }; }")]
    [InlineData("function A() { this.‹cache› = 2; } function f◆() {}")]
    public void The_class_of_the_object_comes_first_then_what_follows(string script) => MarkedScript.FindsProperty(script);

    [Theory]
    [InlineData("const cache = 1; global.‹cache› = new Map();")]
    [InlineData("globalThis.‹cache› ??= new Map();")]
    [InlineData("globalThis[‹'cache'›] = new Map();")]
    [InlineData("other.cache = 1; ‹cache› = new Map();")]
    [InlineData("cache == 1; f(cache); ‹cache› = [];")]
    public void A_property_of_the_global_object_is_assigned_somewhere(string script) => MarkedScript.FindsGlobal(script);

    [Theory]
    [InlineData("const cache = 1; other.cache = 2;")]
    [InlineData("let cache; cache = 2;")]
    [InlineData("function f(cache) { cache = 2; }")]
    public void A_local_variable_is_no_global(string text) => Assert.Null(new DeclarationFinder(new(text)).FindGlobal("cache"));
}
