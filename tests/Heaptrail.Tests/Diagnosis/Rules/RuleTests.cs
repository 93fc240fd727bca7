using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis.Rules;

/// <summary>What all tests of rules ask: exactly one finding, and the whole of its words.</summary>
static class TheOnly
{
    public static Finding Finding(HeapStory story)
    {
        LeakDiagnosis diagnosis = story.Diagnose();
        Assert.Equal(Verdict.Leak, diagnosis.Verdict);
        return Assert.Single(diagnosis.Findings);
    }

    public static void Says(this Finding finding, LeakCause cause, string title, string sentence, string fingerprint)
    {
        Assert.Equal($"{cause}\n{title}\n{sentence}\n{fingerprint}", $"{finding.Cause}\n{finding.Title}\n{finding.Sentence}\n{finding.Fingerprint}");
        Assert.Equal($"docs/causes/{System.Text.RegularExpressions.Regex.Replace(cause.ToString(), "(?<=.)[A-Z]", m => "-" + m.Value).ToLowerInvariant()}.md", finding.Fix.Doc);
        Assert.Contains(finding.Path, step => step.Id == finding.Holder.Id);
    }
}
