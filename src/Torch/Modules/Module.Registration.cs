// How a module learns what it owns: by name, or by looking at its own fields.
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool componentsRegistered;

            /// <summary>Adds a tensor that lives as long as the module but is not trained. A dispose scope no longer owns it.</summary>
            /// <exception cref="ArgumentNullException">tensor is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                tensor.DetachFromDisposeScope();
                if (!ownBuffers.TryAdd(name, tensor))
                    throw new InvalidOperationException($"{GetName()}: a buffer '{name}' is already registered.");
            }

            /// <summary>Adds a tensor that is trained. A dispose scope no longer owns it.</summary>
            /// <exception cref="ArgumentNullException">param is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                param.DetachFromDisposeScope();
                if (!ownParameters.TryAdd(name, param))
                    throw new InvalidOperationException($"{GetName()}: a parameter '{name}' is already registered.");
            }

            /// <summary>Adds a part; null takes the part of that name away.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    submodules.Remove(name);
                    return;
                }
                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"{GetName()}: a submodule's name must be non-empty and without a dot, but it is '{name}'.", nameof(name));
                if (submodules.ContainsKey(name))
                    throw new InvalidOperationException($"{GetName()}: a submodule '{name}' is already registered.");
                submodule.RegisterComponents();
                submodules.Add(name, submodule);
            }

            /// <summary>
            /// Registers every field that holds a module, parameter or tensor under the field's name, the most derived
            /// class first. A custom module calls it at the end of its constructor.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (componentsRegistered) return;
                foreach (var field in ComponentFields(GetType()))
                {
                    string name = field.ComponentName();
                    if (submodules.ContainsKey(name) || ownParameters.ContainsKey(name) || ownBuffers.ContainsKey(name)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(name, module); break;
                        case Parameter parameter: register_parameter(name, parameter); break;
                        case Tensor tensor: register_buffer(name, tensor); break;
                    }
                }
                componentsRegistered = true;
            }

            /// <summary>Puts a parameter under a name, in place of what was there; null takes it away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) ownParameters.Remove(name);
                else ownParameters[name] = value;
            }

            /// <summary>The setter of a layer's parameter: disposes the old one and registers the new one, which may be null.</summary>
            private protected Parameter? Replace(string name, Parameter? old, Parameter? value)
            {
                if (ReferenceEquals(old, value)) return old;
                old?.Dispose();
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, value);
                return value;
            }

            protected void ClearModules() => submodules.Clear();

            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                for (Type? level = type; level is not null && level != typeof(Module); level = level.BaseType)
                    foreach (var field in level.GetFields(declared))
                        yield return field;
            }
        }
    }
}
