using System.CommandLine;
using Heaptrail.Cli.Terminal;
using Heaptrail.Cli.Workflows;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Cli.Commands;

/// <summary><c>heaptrail load</c>: drives a server with requests, and tells how it and its memory take it.</summary>
static class LoadCommand
{
    static readonly Argument<string[]> Urls = new("url") { Description = "What to request; {i} is a running number, {uuid} a random UUID, {1..500} a random number", Arity = ArgumentArity.ZeroOrMore };
    static readonly Option<int?> Connections = new("--connections", "-c") { Description = "Connections, with one request under way on each. Default: 10; 50 for --replay", HelpName = "N" };
    static readonly Option<TimeSpan?> Duration = TimeSpans.Option("How long: 30s, 2m. Default: 10s, unless -n or --replay is given", "--duration", "-d");
    static readonly Option<long?> Requests = new("--requests", "-n") { Description = "How many requests", HelpName = "N" };
    static readonly Option<double?> Rate = new("--rate", "-R") { Description = "Requests per second; latency counts from when a request was due. Default: as many as possible", HelpName = "N" };
    static readonly Option<string> Method = new("--method", "-X") { Description = "HTTP method. Default: GET, or POST with a body", HelpName = "METHOD" };
    static readonly Option<string[]> Header = new("--header", "-H") { Description = "A header line; may be given several times", HelpName = "'NAME: VALUE'" };
    static readonly Option<string?> Body = new("--body", "-b") { Description = "Text of the body, or @FILE", HelpName = "TEXT" };
    static readonly Option<string?> UrlFile = new("--urls") { Description = "A file of addresses, one to a line; 'URL POST body' sends a body", HelpName = "FILE" };
    static readonly Option<bool> IsRandom = new("--random") { Description = "Addresses in random order" };
    static readonly Option<string?> Replay = new("--replay") { Description = "Send what an access log has: common, combined, JSON lines or HAR", HelpName = "FILE" };
    static readonly Option<string> Speed = new("--speed") { Description = "Pace of the replay: 1 as it was, 10 ten times as fast, max without pauses", HelpName = "FACTOR", DefaultValueFactory = _ => "1" };
    static readonly Option<string?> Status = new("--expect-status") { Description = "Answers that count as right: 200, 2xx, 200,404, same (as in the log). Default: anything below 500", HelpName = "LIST" };
    static readonly Option<string?> BodyText = new("--expect-body") { Description = "A text that each answer must have", HelpName = "TEXT" };
    static readonly Option<TimeSpan?> Timeout = TimeSpans.Option("How long a request may take. Default: 10s", "--timeout");
    static readonly Option<int?> Pid = new("--pid") { Description = "The server's process. Default: who listens on the port", HelpName = "PID" };
    static readonly Option<bool> NoInspector = new("--no-inspector") { Description = "Watch the server's memory from outside only" };
    static readonly Option<bool> NoMemory = new("--no-memory") { Description = "Do not look at the server's memory" };
    static readonly Option<bool> AllowRemote = new("--allow-remote") { Description = "Allow servers that are not on this machine: load only what is yours" };
    static readonly Option<bool> Json = new("--json") { Description = "The result as one JSON object" };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var command = new Command("load", "Drives a server with requests and tells how it and its memory take it")
        {
            Urls, Connections, Duration, Requests, Rate, Method, Header, Body, UrlFile, IsRandom, Replay, Speed, Status, BodyText, Timeout, Pid, NoInspector, NoMemory, AllowRemote, Json,
        };
        TerminalChoices.AddLookTo(command);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(parsed, async (terminal, cancel) =>
        {
            LoadView view = await new LoadWorkflow(Options(parsed), terminal).RunAsync(cancel).ConfigureAwait(false);
            terminal.Write(parsed.GetValue(Json) ? ViewJson.Text(view) : LoadText.Render(view, terminal.Style));
            return cancel.IsCancellationRequested ? ExitCode.Interrupted : view.Failed > 0 || view.Transactions == 0 ? ExitCode.Leak : ExitCode.Done;
        }));
        return command;
    }

    static LoadOptions Options(ParseResult parsed)
    {
        string? log = parsed.GetValue(Replay), body = parsed.GetValue(Body);
        TimeSpan? duration = parsed.GetValue(Duration);
        return new LoadOptions
        {
            Urls = [.. parsed.GetValue(Urls) ?? []],
            Connections = parsed.GetValue(Connections) ?? (log is null ? 10 : 50),
            Duration = duration ?? (parsed.GetValue(Requests) is null && log is null ? TimeSpan.FromSeconds(10) : null),
            Requests = parsed.GetValue(Requests),
            Rate = parsed.GetValue(Rate),
            Method = parsed.GetValue(Method) ?? (body is null ? "GET" : "POST"),
            Headers = [.. (parsed.GetValue(Header) ?? []).Select(LoadOptions.HeaderOf)],
            Body = body,
            UrlFile = parsed.GetValue(UrlFile),
            IsRandom = parsed.GetValue(IsRandom),
            Replay = log,
            Speed = LoadOptions.SpeedOf(parsed.GetValue(Speed)!),
            Expected = LoadOptions.ExpectationOf(parsed.GetValue(Status)) with { BodyText = parsed.GetValue(BodyText) },
            RequestLimit = parsed.GetValue(Timeout) ?? TimeSpan.FromSeconds(10),
            Pid = parsed.GetValue(Pid),
            NoInspector = parsed.GetValue(NoInspector),
            NoMemory = parsed.GetValue(NoMemory),
            AllowRemote = parsed.GetValue(AllowRemote),
        }.Checked();
    }
}
