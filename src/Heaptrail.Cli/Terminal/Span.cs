namespace Heaptrail.Cli.Terminal;

/// <summary>What a piece of text means; the colours follow from it in one place.</summary>
enum Tone { Plain, Strong, Quiet, Bad, Caution, Good, Place }

/// <summary>A piece of text in one tone.</summary>
/// <param name="Text">Printable text without line ends.</param>
/// <param name="Tone">What it means.</param>
/// <param name="Keep">Whether it stays in one piece, spaces included.</param>
/// <param name="Link">Absolute URI behind it; written only where links are allowed.</param>
readonly record struct Span(string Text, Tone Tone = Tone.Plain, bool Keep = false, string? Link = null)
{
    public static implicit operator Span(string text) => new(text);
}
