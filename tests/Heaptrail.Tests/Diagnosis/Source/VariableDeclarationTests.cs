using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

public sealed class VariableDeclarationTests
{
    [Theory]
    [InlineData("const ‹cache› = new Map();")]
    [InlineData("use(cache); var a = f(1, 2), b = { cache: 1 },\n  ‹cache› = [];")]
    [InlineData("let a, ‹cache›;")]
    [InlineData("let a\nlet ‹cache›\nfoo()")]
    [InlineData("const f = (a, b) => a + b, ‹cache› = {};")]
    [InlineData("const a = [cache, 1], b = x ? cache : 2, ‹cache› = 3;")]
    [InlineData("for (const ‹cache› of all) { use(cache); }")]
    [InlineData("using ‹cache› = open();")]
    [InlineData("const a = /[,;]/, ‹cache› = 1;")]
    [InlineData("const a = `${b, cache}`, ‹cache› = 1;")]
    public void In_lists_of_const_let_and_var(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("const { ‹cache› } = options;")]
    [InlineData("const { a, b: { c, ‹cache› }, ...rest } = options;")]
    [InlineData("const { cache: other, store: ‹cache› } = options;")]
    [InlineData("const { [cache]: other, ‹cache› = 5 } = options;")]
    [InlineData("const { a = cache, 'b-c': ‹cache› } = options;")]
    [InlineData("const { a = { cache: 1 }, ...‹cache› } = options;")]
    [InlineData("const [a, , [‹cache›]] = list;")]
    [InlineData("const [a = [cache], ...‹cache›] = list, b = 1;")]
    [InlineData("let a = 1, { ‹cache› = new Map() } = options;")]
    [InlineData("const { a } = b, { c: [{ ‹cache› }] } = d;")]
    public void In_patterns(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("function ‹cache›() {}")]
    [InlineData("async function* ‹cache›() {}")]
    [InlineData("class ‹cache› extends Base {}")]
    [InlineData("export default class ‹cache› {}")]
    [InlineData("export const ‹cache› = 1;")]
    public void As_functions_and_classes(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("use(cache); function f(a, ‹cache›) { return ◆() => cache; }")]
    [InlineData("use(cache); const f = (a, ‹cache› = 1) => { return ◆() => cache; }")]
    [InlineData("use(cache); const f = (‹cache›) => ◆() => cache;")]
    [InlineData("use(cache); const f = ‹cache› => ◆() => cache;")]
    [InlineData("use(cache); const f = async ‹cache› => ◆() => cache;")]
    [InlineData("use(cache); class A { run(a, { ‹cache› }) { return ◆() => cache; } }")]
    [InlineData("use(cache); class A { 'run it'(‹cache›) { return ◆() => cache; } }")]
    [InlineData("use(cache); class A { static async *[Symbol.x](‹cache›) { return ◆() => cache; } }")]
    [InlineData("use(cache); class A { #run(...‹cache›) { return ◆() => cache; } }")]
    [InlineData("use(cache); class A { set value(‹cache›) { this.f = ◆() => cache; } }")]
    [InlineData("use(cache); const o = { get(‹cache›) { return ◆() => cache; } };")]
    [InlineData("use(cache); function f(a = g(cache, 1), [b, ‹cache›] = []) { return ◆() => cache; }")]
    [InlineData("try { use(cache); } catch (‹cache›) { later(◆() => cache); }")]
    [InlineData("try { use(cache); } catch ({ message: ‹cache› }) { later(◆() => cache); }")]
    [InlineData("list.forEach(function (‹cache›) { later(◆() => cache); });")]
    public void As_parameters(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("import ‹cache› from './cache.js';")]
    [InlineData("import ‹cache›, { other } from './cache.js';")]
    [InlineData("import { other, ‹cache› } from './cache.js';")]
    [InlineData("import { cache as other, store as ‹cache› } from './cache.js';")]
    [InlineData("import * as ‹cache› from './cache.js';")]
    [InlineData("import { default as ‹cache› } from './cache.js';")]
    [InlineData("import a, * as ‹cache› from './cache.js';")]
    [InlineData("import './cache.js';\nconst ‹cache› = await import('cache');")]
    [InlineData("const a = import.meta.url; const ‹cache› = 1;")]
    [InlineData("import type { Cache } from './cache';\nimport { type ‹cache› } from './b';")]
    public void As_imports(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("const cache = 1; function f() { const ‹cache› = 2; return ◆() => cache; }")]
    [InlineData("const ‹cache› = 1; function f() { const cache = 2; } later(◆() => cache);")]
    [InlineData("const cache = 1; { let ‹cache› = 2; later(◆() => cache); }")]
    [InlineData("const ‹cache› = 1; { let cache = 2; } later(◆() => cache);")]
    [InlineData("function f() { if (a) { var ‹cache› = 1; } return ◆() => cache; } const cache = 2;")]
    [InlineData("const ‹cache› = 1; const f = ◆(cache) => cache;")]
    [InlineData("const ‹cache› = 1; const f = ◆cache => cache;")]
    [InlineData("const ‹cache› = 1; const f = (cache) => cache; later(◆() => cache);")]
    [InlineData("const cache = 1; for (const ‹cache› of all) { later(◆() => cache); }")]
    [InlineData("const ‹cache› = 1; for (const cache of all) { use(cache); } later(◆() => cache);")]
    [InlineData("const ‹cache› = 1; try { f(); } catch (cache) { use(cache); } later(◆() => cache);")]
    public void The_innermost_scope_around_the_function_wins(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("const ‹cache›: Map<string, number> = new Map<string, number>();")]
    [InlineData("const a: Map<string, cache> = new Map(), ‹cache›: { a: string } = f();")]
    [InlineData("let a!: string, ‹cache›!: Array<{ b: c }>;")]
    [InlineData("use(cache); function f<T extends object>(a: Map<string, cache>, ‹cache›?: T): Promise<void> { return ◆() => cache; }")]
    [InlineData("use(cache); const f = (a: (x: string) => void, ‹cache›: number): number => { return ◆() => cache; }")]
    [InlineData("use(cache); class A { constructor(@Inject(cache) private readonly ‹cache›: Cache) { later(◆() => cache); } }")]
    [InlineData("use(cache); class A<T> { run<U>(‹cache›: U): Promise<Map<string, U>> { return ◆() => cache; } }")]
    [InlineData("import { Cache } from './a'; enum Kind { A, B } const ‹cache› = Kind.A;")]
    public void In_TypeScript(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("a.cache=1;b({cache:2});function x(a,b){return a/b}const c=1,‹cache›=new Map,d=2;e(◆()=>cache)")]
    [InlineData("!function(e,t){var n=1,‹r›=[],o={};e.push(◆function(){r.push(n)})}(a,b);var r=2")]
    [InlineData("var a=function(e){return e+1},‹t›=a(1);")]
    [InlineData("const a=b?c:d,‹t›=1;")]
    [InlineData("if(a)var ‹t›=1;else b()")]
    public void In_minified_code(string script) => MarkedScript.FindsVariable(script);

    [Theory]
    [InlineData("use(cache); a.cache = 1; b = { cache: 2 };")]
    [InlineData("f(cache); a = b ? cache : 1; cache++;")]
    [InlineData("a.const = 1; cache; b = { let: cache };")]
    [InlineData("switch (cache) { case cache: f(cache); }")]
    [InlineData("// const cache = 1;\n'const cache = 1'; /const cache/;")]
    [InlineData("if (a, cache) { b(); } while (cache) { c(); }")]
    [InlineData("import('cache').then(f); import.cache;")]
    public void A_use_is_no_declaration(string text) => Assert.Null(new DeclarationFinder(new(text)).FindVariable("cache", 0));
}
