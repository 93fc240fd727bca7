using Heaptrail.Report.Contract;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Pages;
using Heaptrail.Tests.Support;
using Xunit;

namespace Heaptrail.Tests.House;

/// <summary>The pages know the data by its contract and by nothing else.</summary>
public sealed class PageTypesTests
{
    static readonly string file = Path.Combine(Repository.Root, "ui", "src", "api", "contract.ts");

    [Fact]
    public void The_types_of_the_pages_are_those_of_the_contract()
    {
        string types = TypeScriptTypes.Of(typeof(PageData), typeof(LeakReport), typeof(ObjectsView), typeof(QueryView), typeof(RetainerPatternsView), typeof(RefusalView))
            + "\nexport interface QueryObject {\n  id: number;\n  class: string;\n  name: string;\n  type: string;\n  reference?: string;\n}\n";
        if (Environment.GetEnvironmentVariable("HEAPTRAIL_UPDATE_GOLDEN") == "1")
            File.WriteAllText(file, types);
        Assert.Equal(types, File.ReadAllText(file));
    }
}
