using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail core</c>: what a core dump is, and what lies where in it.</summary>
static class CoreCommand
{
    static readonly Argument<string> Dump = new("file") { Description = "The core dump", HelpName = "FILE" };
    static readonly Option<int> Heap = HeapNumber();
    static readonly Option<string?> Class = ObjectChoices.Class("Only objects of this class");
    static readonly Option<string?> Property = new("--property") { Description = "Only objects that have this property", HelpName = "NAME" };
    static readonly Option<MemoryAddress?> Like = MemoryAddress.Option("--like", "The addresses of all objects with the class and the properties of this one");
    static readonly Option<CoreObjectSort> Sort = new Option<CoreObjectSort>("--sort") { Description = "What comes first: bytes or count", HelpName = "ORDER" }.AcceptOnlyFromAmong("bytes", "count");
    static readonly Option<int> Groups = ViewChoices.Top(30, "Lines to show");
    static readonly Argument<MemoryAddress> Printed = MemoryAddress.Argument();
    static readonly Option<int> Depth = ViewChoices.Depth(2, "Levels of objects to show");
    static readonly Option<int> Fields = ViewChoices.Top(20, "Fields of each object to show");
    static readonly Argument<MemoryAddress> Referred = MemoryAddress.Argument();
    static readonly Option<int> References = ViewChoices.Top(30, "References to show");
    static readonly Option<int> Frames = ViewChoices.Top(50, "Frames of each thread to show");

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("core", "Tells what a core dump of a Node.js process is: version, command line, why it ended, heaps") { Dump, ViewChoices.Json };
        TerminalChoices.AddLookTo(command);
        command.Subcommands.Add(Part("objects", "Counts the live objects by class and properties, with an address of each kind", Class, Property, Like, Sort, Heap, Groups)
            .Shows((parsed, progress, cancel) => new CoreObjectsWorkflow(parsed.GetValue(Dump)!, Choices(parsed), progress).Run(cancel), CoreObjectsText.Render));
        command.Subcommands.Add(Part("print", "Shows the object at an address with what is in it", Printed, Depth, Fields)
            .Shows((parsed, progress, cancel) => new CorePrintWorkflow(parsed.GetValue(Dump)!, parsed.GetValue(Printed), parsed.GetValue(Depth), parsed.GetValue(Fields), progress).Run(cancel), CoreValueText.Render));
        command.Subcommands.Add(Part("refs", "Shows what refers to the object at an address", Referred, References)
            .Shows((parsed, progress, cancel) => new CoreReferencesWorkflow(parsed.GetValue(Dump)!, parsed.GetValue(Referred), parsed.GetValue(References), progress).Run(cancel), CoreReferencesText.Render));
        command.Subcommands.Add(Part("stack", "Shows the JavaScript that each thread ran at that moment", Frames)
            .Shows((parsed, progress, cancel) => new CoreStackWorkflow(parsed.GetValue(Dump)!, parsed.GetValue(Frames), progress).Run(cancel), CoreStackText.Render));
        command.Subcommands.Add(CoreExportCommand.Create(Dump));
        return command.Shows((parsed, progress, cancel) => new CoreWorkflow(parsed.GetValue(Dump)!, progress).Run(cancel), CoreText.Render);
    }

    static CoreObjectsOptions Choices(ParseResult parsed) => new()
    {
        Class = parsed.GetValue(Class),
        Property = parsed.GetValue(Property),
        Like = parsed.GetValue(Like),
        Sort = parsed.GetValue(Sort),
        Heap = parsed.GetValue(Heap),
        Top = parsed.GetValue(Groups),
    };

    static Option<int> HeapNumber()
    {
        Option<int> heap = new("--heap") { Description = "Which heap, from 1: the largest first, worker threads have their own", HelpName = "N", DefaultValueFactory = _ => 1 };
        heap.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && int.TryParse(token.Value, out int number) && number < 1)
                result.AddError($"--heap must be 1 or more, not {number}");
        });
        return heap;
    }

    static Command Part(string name, string description, params ReadOnlySpan<Symbol> own)
    {
        var command = new Command(name, description);
        foreach (Symbol symbol in own)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        command.Options.Add(ViewChoices.Json);
        TerminalChoices.AddLookTo(command);
        return command;
    }
}
