// Walking a module's tree: its parts, parameters and buffers, with dotted names.
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                submodules.Select(entry => (entry.Key, entry.Value));

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            /// <summary>Every module below this one (itself excluded): first the children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, module) in child.named_modules())
                        yield return ($"{childName}.{name}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Parameters with their dotted names. One that is shared appears once, under its first name.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in ownParameters)
                    if (seen.Add(parameter))
                        yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, parameter) in child.named_parameters())
                        if (seen.Add(parameter))
                            yield return ($"{childName}.{name}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Buffers with their dotted names.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (name, (buffer, persistent)) in ownBuffers)
                    if ((persistent || include_nonpersistent) && seen.Add(buffer))
                        yield return (name, buffer);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer))
                            yield return ($"{childName}.{name}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of that dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target)
            {
                if (ownParameters.TryGetValue(target, out var parameter)) return parameter;
                return Child(target) is (var child, var rest) ? child.get_parameter(rest) : null;
            }

            /// <summary>The buffer of that dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target)
            {
                if (ownBuffers.TryGetValue(target, out var buffer)) return buffer.tensor;
                return Child(target) is (var child, var rest) ? child.get_buffer(rest) : null;
            }

            // "block.0.weight" is "0.weight" of the child "block".
            private (Module child, string rest)? Child(string target)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0 || !submodules.TryGetValue(target[..dot], out var child)) return null;
                return (child, target[(dot + 1)..]);
            }
        }
    }
}
