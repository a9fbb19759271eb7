// The name under which a field's component is registered: the field's own, unless an attribute says otherwise.
using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp.Utils
{
    /// <summary>Renames a field's component in the state dictionary.</summary>
    [AttributeUsage(AttributeTargets.Field)]
    public class ComponentNameAttribute : Attribute
    {
        public string Name { get; set; } = "";
    }
}

namespace TorchSharp
{
    public static class FieldInfoExtensionMethods
    {
        /// <summary>The state dictionary's name for this field.</summary>
        public static string ComponentName(this FieldInfo field) =>
            field.GetCustomAttribute<ComponentNameAttribute>() is { Name: not "" } renamed ? renamed.Name : field.Name;
    }
}
