namespace Heaptrail.Capture.Inspector;

/// <summary>How an inspector came to be open; decides whether it is closed again afterwards.</summary>
public enum InspectorOrigin
{
    /// <summary>The user gave its address: it stays open.</summary>
    Given,
    /// <summary>The process had it open already: it stays open.</summary>
    AlreadyOpen,
    /// <summary>We started the program with it: it ends with the program.</summary>
    Launched,
    /// <summary>We opened it by SIGUSR1: it is closed again.</summary>
    OpenedBySignal,
}
