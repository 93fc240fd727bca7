using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary>An object in memory as people name it: by its address, or by the id that other commands show.</summary>
/// <param name="Value">The address; 0 when there is an id.</param>
/// <param name="Id">The id; <see langword="null"/> when there is an address.</param>
readonly record struct MemoryAddress(ulong Value, ObjectId? Id)
{
    /// <summary>The argument for one.</summary>
    public static Argument<MemoryAddress> Argument() => new("address")
    {
        Description = "The object: its address, or @ and its id",
        HelpName = "ADDRESS",
        CustomParser = result => Read(result, result.Tokens[0]),
    };

    /// <summary>An option that takes one.</summary>
    public static Option<MemoryAddress?> Option(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "ADDRESS",
        CustomParser = result => Read(result, result.Tokens[0]),
    };

    static MemoryAddress Read(SymbolResult result, Token token)
    {
        if (!TryParse(token.Value, out MemoryAddress address))
            result.AddError($"'{token.Value}' is no address: expected hexadecimal digits, as in 0x3c1f4e02a9b8, or an id, as in @184213");
        return address;
    }

    /// <summary>Reads <c>0x3c1f4e02a9b8</c>, the same without <c>0x</c>, or <c>@184213</c>.</summary>
    public static bool TryParse(string text, out MemoryAddress address)
    {
        address = default;
        if (text.StartsWith('@'))
        {
            bool isId = ObjectId.TryParse(text, out ObjectId id);
            address = new(0, id);
            return isId;
        }
        bool isAddress = ulong.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value);
        address = new(value, null);
        return isAddress;
    }

    /// <summary>An address as it is written.</summary>
    public static string Text(ulong address) => string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");

    /// <inheritdoc/>
    public override string ToString() => Id is { } id ? id.ToString() : Text(Value);
}
