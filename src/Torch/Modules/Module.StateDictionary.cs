// A module's state by name: every parameter and persistent buffer, and copying such a state back.
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Dotted names to the tensors themselves (not copies). A shared parameter stands under each of its names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                string start = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (name, parameter) in ownParameters) destination.TryAdd(start + name, parameter);
                foreach (var (name, (buffer, persistent)) in ownBuffers)
                    if (persistent)
                        destination.TryAdd(start + name, buffer);
                foreach (var (name, child) in named_children()) child.state_dict(destination, start + name);
                return destination;
            }

            /// <summary>Copies values by name into this module's tensors.</summary>
            /// <param name="source">Names to values; shapes must agree.</param>
            /// <param name="strict">Whether both sides must have the same names.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>The names that source lacks, and those that this module does not have.</returns>
            /// <exception cref="InvalidOperationException">strict, and the names differ; or a shape differs. Nothing is copied then.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var target = state_dict();
                bool Counts(string key) => skip is null || !skip.Contains(key);
                var missing = target.Keys.Where(key => Counts(key) && !source.ContainsKey(key)).ToList();
                var unexpected = source.Keys.Where(key => Counts(key) && !target.ContainsKey(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException(
                        $"{GetName()}: the state dictionary does not fit. Missing: {Listing(missing)}. Unexpected: {Listing(unexpected)}.");

                var common = target.Keys.Where(key => Counts(key) && source.ContainsKey(key)).ToList();
                foreach (string key in common) RequireSameShape(key, target[key], source[key]);
                using (no_grad())
                    foreach (string key in common)
                        target[key].copy_(source[key]);
                return (missing, unexpected);
            }

            private void RequireSameShape(string key, Tensor target, Tensor source)
            {
                if (!target.shape.SequenceEqual(source.shape))
                    throw new InvalidOperationException(
                        $"{GetName()}: '{key}' has shape [{string.Join(", ", target.shape)}], but the state dictionary's has [{string.Join(", ", source.shape)}].");
            }

            private static string Listing(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
        }
    }
}
