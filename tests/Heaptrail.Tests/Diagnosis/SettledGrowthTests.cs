using Heaptrail.Diagnosis;
using Xunit;

namespace Heaptrail.Tests.Diagnosis;

/// <summary>A backlog grows as a leak does, until the program is left alone.</summary>
public sealed class SettledGrowthTests
{
    [Fact]
    public void What_went_away_during_the_rest_is_a_backlog_and_what_stayed_a_leak()
    {
        LeakDiagnosis loaded = Play(drains: false);
        LeakDiagnosis settled = Play(drains: true);
        Assert.Equal(["log", "queue"], loaded.Findings.Select(f => f.Holder.Name).Order());

        LeakDiagnosis judged = SettledGrowth.Judge(loaded, settled, TimeSpan.FromSeconds(3));

        Assert.Equal("log", Assert.Single(judged.Findings).Holder.Name);
        Assert.Equal("40 Job objects in queue", judged.Dismissed[0].What);
        Assert.Equal("a backlog: when the program was left alone for 3.0 s, it went away", judged.Dismissed[0].Why);
    }

    static LeakDiagnosis Play(bool drains)
    {
        var story = new HeapStory();
        Container queue = story.Variable("queue", story.Array());
        Container log = story.Variable("log", story.Array());
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < HeapStory.PerRound; i++)
            {
                queue.Add(story.Object("Job"));
                log.Add(story.Object("Entry"));
            }
            if (drains && round == 2)
                queue.Clear();
            story.EndRound();
        }
        return story.Diagnose();
    }
}
