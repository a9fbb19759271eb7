// Saving a module's state to a file and loading it: a count, then per entry its name and its tensor.
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Makes a module and loads its state.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);

            public Module save(string location, IList<string>? skip = null)
            {
                using var stream = File.Create(location);
                return save(stream, skip);
            }

            /// <summary>Writes the state and closes the stream.</summary>
            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            /// <param name="writer">Where to.</param>
            /// <param name="sd">What to write.</param>
            /// <param name="skip">Names not to write.</param>
            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                var entries = sd.Where(entry => skip is null || !skip.Contains(entry.Key)).ToList();
                VariableLengthNumber.Write(writer, entries.Count);
                foreach (var (name, tensor) in entries)
                {
                    writer.Write(name);
                    tensor.Save(writer);
                }
            }

            /// <inheritdoc cref="load(BinaryReader, bool, IList{string}, Dictionary{string, bool})"/>
            /// <exception cref="FileNotFoundException">There is no such file.</exception>
            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var stream = File.OpenRead(location);
                return load(stream, strict, skip, loadedParameters);
            }

            /// <inheritdoc cref="load(BinaryReader, bool, IList{string}, Dictionary{string, bool})"/>
            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads a state that <see cref="save(BinaryWriter, IList{string})"/> wrote into this module's tensors.</summary>
            /// <param name="reader">Where from.</param>
            /// <param name="strict">Whether the names must be exactly this module's.</param>
            /// <param name="skip">Names to pass over.</param>
            /// <param name="loadedParameters">Takes up each name read and whether this module has it.</param>
            /// <exception cref="ArgumentException">strict, and the names differ; or an element type or a shape differs.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                var target = state_dict();
                long count = VariableLengthNumber.Read(reader);
                if (strict && count != target.Count)
                    throw new ArgumentException($"{GetName()}: the file has {count} entries, but the module has {target.Count}.", nameof(reader));
                for (long entry = 0; entry < count; entry++)
                {
                    string name = reader.ReadString();
                    bool found = target.TryGetValue(name, out var tensor);
                    if (strict && !found)
                        throw new ArgumentException($"{GetName()}: the file has an entry '{name}', but the module has no such parameter or buffer.", nameof(reader));
                    if (tensor is not null && skip?.Contains(name) != true) tensor.Load(reader);
                    else TensorExtensionMethods.Load(reader, skip: true)?.Dispose();
                    loadedParameters?.Add(name, found);
                }
                return this;
            }
        }
    }
}
