using Heaptrail.Diagnosis.Source;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Source;

public sealed class JavaScriptTokenizerTests
{
    [Theory]
    [InlineData("a // b\nc /* d\n */ e", "a|c|e")]
    [InlineData("#!/usr/bin/env node\na", "a")]
    [InlineData("\uFEFFa\u00A0b", "a|b")]
    [InlineData("'it\\'s' + \"\\\"\"", "'it\\'s'|+|\"\\\"\"")]
    [InlineData("`a${b}c${`d${e}`}f`", "`a${|b|}c${|`d${|e|}`|}f`")]
    [InlineData("`a${{b: 1}.b}c` + d", "`a${|{|b|:|1|}|.|b|}c`|+|d")]
    [InlineData("a / b / c", "a|/|b|/|c")]
    [InlineData("a = /b\\/[/'\"]/g.test(c)", "a|=|/b\\/[/'\"]/g|.|test|(|c|)")]
    [InlineData("return /'/.test(a)", "return|/'/|.|test|(|a|)")]
    [InlineData("if (a) /'{/.test(b)", "if|(|a|)|/'{/|.|test|(|b|)")]
    [InlineData("(a) / b / c", "(|a|)|/|b|/|c")]
    [InlineData("a++ / b; c-- / d", "a|+|+|/|b|;|c|-|-|/|d")]
    [InlineData("a.return / b / c", "a|.|return|/|b|/|c")]
    [InlineData("`${/`/.test(a)}` + b", "`${|/`/|.|test|(|a|)|}`|+|b")]
    [InlineData("this.#x ?.y ??= 1_000.5e3 + .5", "this|.|#x|?|.|y|?|?|=|1_000.5e3|+|.5")]
    [InlineData("@Inject() größe => $_", "@Inject|(|)|größe|=>|$_")]
    [InlineData("a >= b == c => d", "a|>|=|b|=|=|c|=>|d")]
    public void Scripts_are_cut_into_tokens(string text, string expected) => Assert.Equal(expected, Tokens(text));

    [Fact]
    public void A_token_knows_whether_a_line_break_stands_before_it()
    {
        List<JavaScriptToken> tokens = new JavaScriptTokenizer("a b\nc /*\n*/ d // e\nf").Run();
        Assert.Equal([false, false, true, true, true], tokens.Select(t => t.AfterLineBreak));
    }

    [Theory]
    [InlineData("/* never closed", "")]
    [InlineData("a // no line break at the end", "a")]
    [InlineData("'never closed", "'never closed")]
    [InlineData("'ends at the line\nb", "'ends at the line\n|b")]
    [InlineData("'\\", "'\\")]
    [InlineData("`never closed ${a", "`never closed ${|a")]
    [InlineData("`${", "`${")]
    [InlineData("`${}", "`${|}")]
    [InlineData("`\\", "`\\")]
    [InlineData("= /never closed", "=|/never closed")]
    [InlineData("= /[/", "=|/[/")]
    [InlineData("/", "/")]
    [InlineData("}}}}", "}|}|}|}")]
    [InlineData("#", "#")]
    [InlineData("", "")]
    public void What_is_never_closed_ends_with_the_text(string text, string expected) => Assert.Equal(expected, Tokens(text));

    static string Tokens(string text) => string.Join('|', new JavaScriptTokenizer(text).Run().Select(t => text.Substring(t.Start, t.Length)));
}
