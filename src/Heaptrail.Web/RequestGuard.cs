using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Heaptrail.Web;

/// <summary>
/// Who may ask: only the page that we sent, in the browser that was given the token. Another site can neither read the token, which is
/// never part of an address that is sent, nor pose as us by a name of its own that leads to 127.0.0.1.
/// </summary>
sealed class RequestGuard(byte[] token, Func<int> port)
{
    /// <summary>The header that carries the token.</summary>
    public const string Header = "X-Heaptrail-Token";

    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Sets the headers of every answer; returns the status with which the request is refused, or <see langword="null"/>.</summary>
    public (int Status, string Reason)? Check(HttpContext context)
    {
        IHeaderDictionary answer = context.Response.Headers;
        answer.ContentSecurityPolicy = Policy;
        answer.XContentTypeOptions = "nosniff";
        answer["Referrer-Policy"] = "no-referrer";
        answer["Cross-Origin-Resource-Policy"] = "same-origin";
        answer["Cross-Origin-Opener-Policy"] = "same-origin";
        answer.CacheControl = "no-store";
        HttpRequest request = context.Request;
        if (request.Host.Port != port() || request.Host.Host is not ("127.0.0.1" or "localhost"))
            return (StatusCodes.Status421MisdirectedRequest, "this server answers to 127.0.0.1 only");
        if (request.Headers.Origin is [{ } origin] && origin != $"http://{request.Host.Value}")
            return (StatusCodes.Status403Forbidden, "this server answers to its own pages only");
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none") && request.Path.StartsWithSegments("/api"))
            return (StatusCodes.Status403Forbidden, "this server answers to its own pages only");
        if (request.Path.StartsWithSegments("/api") && !HasToken(request))
            return (StatusCodes.Status401Unauthorized, "the token is missing: open the address that 'heaptrail serve' printed");
        return null;
    }

    bool HasToken(HttpRequest request) =>
        request.Headers[Header] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), token);
}
