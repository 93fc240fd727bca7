using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Heaptrail.Tests.Support;

/// <summary>All that a library shows to others, as text in a stable order.</summary>
static class PublicApi
{
    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string?, Type> space in assembly.GetExportedTypes().GroupBy(t => t.Namespace).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"{(text.Length > 0 ? "\n" : "")}namespace {space.Key}\n");
            foreach (Type type in space.OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                text.Append($"\n  {Kind(type)} {Name(type)}{Bases(type)}\n");
                foreach (string member in Members(type).Distinct().Order(StringComparer.Ordinal))
                    text.Append($"    {member}\n");
            }
        }
        return text.ToString();
    }

    // What the compiler writes for every record and every enum says nothing.
    static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}");
        bool isRecord = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
        return type.GetConstructors(Declared).Select(c => $"new({Parameters(c)})")
            .Concat(type.GetFields(Declared).Select(f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}"))
            .Concat(type.GetProperties(Declared).Select(Property))
            .Concat(type.GetEvents(Declared).Select(e => $"event {Name(e.EventHandlerType!)} {e.Name}"))
            .Concat(type.GetMethods(Declared).Where(m => !m.IsSpecialName && !(isRecord && m.IsDefined(typeof(CompilerGeneratedAttribute)))).Select(Method));
    }

    static string Property(PropertyInfo property)
    {
        MethodInfo? set = property.SetMethod is { IsPublic: true } setter ? setter : null;
        bool isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        string index = string.Join(", ", property.GetIndexParameters().Select(p => Name(p.ParameterType)));
        return $"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType)} {(index.Length > 0 ? $"this[{index}]" : property.Name)} {{ get;{(set is null ? "" : isInit ? " init;" : " set;")} }}";
    }

    static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? "?" : "")}"));

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    static string Bases(Type type)
    {
        IEnumerable<Type> bases = type.GetInterfaces().Where(i => i.Namespace?.StartsWith("Heaptrail", StringComparison.Ordinal) == true || i == typeof(IDisposable));
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            bases = bases.Prepend(parent);
        string names = string.Join(", ", bases.Select(Name));
        return names.Length > 0 ? $" : {names}" : "";
    }

    static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Name(value)}?";
        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
