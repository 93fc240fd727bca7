using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Heap.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail summary</c>: the classes of a snapshot.</summary>
static class SummaryCommand
{
    static readonly Option<int> Top = ViewChoices.Top(30, "Classes to show");
    static readonly Option<string?> Filter = new("--filter") { Description = "Only classes with this in their name, in any case", HelpName = "TEXT" };
    static readonly Option<ClassSort> Sort = new Option<ClassSort>("--sort") { Description = "What comes first: retained, shallow, count or name", HelpName = "ORDER" }.AcceptOnlyFromAmong("retained", "shallow", "count", "name");

    static readonly Option<RetainerKind?> RetainedBy = new Option<RetainerKind?>("--retained-by")
    {
        Description = "Only what one kind of thing holds and nothing else does: detached, console, contexts or event-handlers",
        HelpName = "KIND",
        CustomParser = result => result.Tokens[0].Value switch
        {
            "detached" => RetainerKind.Detached,
            "console" => RetainerKind.Console,
            "contexts" => RetainerKind.Contexts,
            _ => RetainerKind.EventHandlers,
        },
    }.AcceptOnlyFromAmong("detached", "console", "contexts", "event-handlers");
    static readonly Option<bool> Duplicated = new("--duplicated-strings") { Description = "Only strings of which there is another with the same text" };
    static readonly Option<ObjectId?> MinId = Bound("--min-id", "Only objects with greater ids: those that came after the object with this id");
    static readonly Option<ObjectId?> MaxId = Bound("--max-id", "Only objects with this id or smaller ones");

    static readonly Option<RealmChoice?> Realm = new("--native-context")
    {
        Description = "Lists the realms of the program with their sizes, and counts only what belongs to one: all, shared, none or the @id of its native context",
        HelpName = "REALM",
        CustomParser = result =>
        {
            if (RealmChoice.TryParse(result.Tokens[0].Value, out RealmChoice choice))
                return choice;
            result.AddError($"'{result.Tokens[0].Value}' is no realm: expected {RealmChoice.Expected}");
            return null;
        },
    };

    /// <summary>The command with its options.</summary>
    public static Command Create() =>
        ViewChoices.Command("summary", "Shows the classes of a snapshot: how many objects, how large", Filter, Top, Sort, RetainedBy, Duplicated, MinId, MaxId, Realm).Shows(
            (parsed, progress, cancel) => new SummaryWorkflow(
                parsed.GetValue(ViewChoices.File)!, new() { Filter = parsed.GetValue(Filter), Sort = parsed.GetValue(Sort) }, parsed.GetValue(Top), progress)
            {
                Objects = new()
                {
                    RetainedBy = parsed.GetValue(RetainedBy),
                    DuplicatedStrings = parsed.GetValue(Duplicated),
                    MinId = parsed.GetValue(MinId)?.Value,
                    MaxId = parsed.GetValue(MaxId)?.Value,
                    Realm = parsed.GetValue(Realm),
                },
            }.Run(cancel),
            SummaryText.Render);

    static Option<ObjectId?> Bound(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "@ID",
        CustomParser = result =>
        {
            if (ObjectId.TryParse(result.Tokens[0].Value, out ObjectId id))
                return id;
            result.AddError($"'{result.Tokens[0].Value}' is no id of an object: expected a number, as in @184213");
            return null;
        },
    };
}
