using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Heaptrail.Report.Contract.Views;

namespace Heaptrail.Tests.Support;

/// <summary>Contract records as TypeScript interfaces, by the rules of their JSON.</summary>
sealed class TypeScriptTypes
{
    readonly NullabilityInfoContext nullability = new();
    readonly SortedDictionary<string, string> interfaces = new(StringComparer.Ordinal);

    public static string Of(params Type[] roots)
    {
        var types = new TypeScriptTypes();
        foreach (Type root in roots)
            types.Add(root);
        return "// Generated from src/Heaptrail.Report/Contract by the test PageTypesTests; do not edit.\n\n" + string.Join("\n", types.interfaces.Values);
    }

    void Add(Type type)
    {
        if (interfaces.ContainsKey(type.Name))
            return;
        interfaces[type.Name] = "";
        var text = new StringBuilder($"export interface {type.Name} {{\n");
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.GetParameters().Length == 0))
        {
            NullabilityInfo info = nullability.Create(property);
            bool isOptional = property.GetCustomAttribute<JsonIgnoreAttribute>() is not null;
            string nullable = info.ReadState == NullabilityState.Nullable ? " | null" : "";
            text.Append("  ").Append(JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Append(isOptional ? "?: " : ": ").Append(NameOf(property.PropertyType, info)).Append(nullable).Append(";\n");
        }
        interfaces[type.Name] = text.Append("}\n").ToString();
    }

    string NameOf(Type type, NullabilityInfo? info = null)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(QueryCell))
            return "string | number | boolean | QueryObject | null";
        if (type == typeof(string) || type == typeof(DateTimeOffset))
            return "string";
        if (type == typeof(bool))
            return "boolean";
        if (type.IsPrimitive)
            return "number";
        if (type.IsEnum)
            return string.Join(" | ", type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"'{f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name}'"));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            string element = NameOf(type.GetGenericArguments()[0], info?.GenericTypeArguments.FirstOrDefault());
            return element.Contains('|', StringComparison.Ordinal) ? $"({element})[]" : $"{element}[]";
        }
        Add(type);
        return type.Name;
    }
}
