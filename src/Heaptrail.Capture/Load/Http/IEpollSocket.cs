namespace Heaptrail.Capture.Load.Http;

/// <summary>Is told by an <see cref="EpollLoop"/> what its socket can do.</summary>
interface IEpollSocket
{
    /// <summary>Bytes, the end or an error can be read, or bytes can be written. Called on the loop's thread; must not block.</summary>
    void Notice(bool canRead, bool canWrite);
}
