using System.Text;

namespace Heaptrail.Diagnosis;

/// <summary>The page of the documentation about each cause; the contract's word for the cause is the name of the file.</summary>
static class CausePages
{
    internal static string Of(LeakCause cause)
    {
        var word = new StringBuilder();
        foreach (char c in cause.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }
        return $"docs/causes/{word}.md";
    }
}
