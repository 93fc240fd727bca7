using Heaptrail.Diagnosis.Text;
using Heaptrail.Report.Contract.Views;
using Heaptrail.Report.Text;

namespace Heaptrail.Cli.Terminal;

/// <summary>The realms of a program: a line each, then what they share and what belongs to none.</summary>
static class RealmTable
{
    public static FigureTable Of(NativeContextsInfo realms)
    {
        var table = new FigureTable($"Realm ({Counts.Of(realms.Contexts.Length, "native context")})", "Own bytes", "Retained");
        foreach (NativeContextInfo row in realms.Contexts)
            table.Add([ObjectLabel.NameOf(row.Object), new($" @{row.Object.Id}", Keep: true)], ByteSize.Format(row.ShallowBytes), ByteSize.Format(row.Object.RetainedBytes));
        table.Add(["shared by several"], ByteSize.Format(realms.SharedBytes), "");
        table.Add(["of none"], ByteSize.Format(realms.OtherBytes), "");
        return table;
    }
}
