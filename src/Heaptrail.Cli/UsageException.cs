namespace Heaptrail.Cli;

/// <summary>Options that do not fit together. The message is one line: what, why, what to do.</summary>
sealed class UsageException(string message) : Exception(message);
