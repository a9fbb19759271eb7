// An optimizer's state, taken out and put back: options a group, then state a parameter, in order.
using TorchSharp.Utils;

namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper
{
    /// <summary>The options and states themselves, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var places = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                if (!states.TryGetValue(parameter, out var state)) continue;
                places.Add(dictionary.State.Count);
                dictionary.State.Add(state);
            }
            dictionary.StateIndexRef.Add(places);
        }
        return dictionary;
    }

    /// <summary>Copies options and states of an optimizer of the same type over parameters of the same shapes.</summary>
    /// <exception cref="ArgumentException">Another number of groups or parameters, or another optimizer.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var target = this.state_dict();
        RequireSameCount("parameter groups", target.Options.Count, state_dict.Options.Count);
        RequireSameCount("parameters with state", target.State.Count, state_dict.State.Count);
        for (int i = 0; i < target.Options.Count; i++)
            if (target.Options[i] != state_dict.Options[i])
                target.Options[i].LoadStateDict(state_dict.Options[i]);
        for (int i = 0; i < target.State.Count; i++)
            if (target.State[i] != state_dict.State[i])
                target.State[i].LoadStateDict(state_dict.State[i]);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        var dictionary = state_dict();
        writer.Write(GetType().Name);
        VariableLengthNumber.Write(writer, dictionary.Options.Count);
        VariableLengthNumber.Write(writer, dictionary.State.Count);
        foreach (var options in dictionary.Options) options.SaveStateDict(writer);
        foreach (var state in dictionary.State) state.SaveStateDict(writer);
    }

    /// <inheritdoc cref="load_state_dict(BinaryReader)"/>
    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Reads what <see cref="save_state_dict(BinaryWriter)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is the state of another optimizer.</exception>
    /// <exception cref="ArgumentException">Another number of groups or parameters.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        string type = reader.ReadString();
        if (type != GetType().Name)
            throw new InvalidDataException($"{GetType().Name}: the file holds the state of {type}.");
        long groups = VariableLengthNumber.Read(reader), parameters = VariableLengthNumber.Read(reader);
        var dictionary = state_dict();
        RequireSameCount("parameter groups", dictionary.Options.Count, groups);
        RequireSameCount("parameters with state", dictionary.State.Count, parameters);
        foreach (var options in dictionary.Options) options.LoadStateDict(reader);
        foreach (var state in dictionary.State) state.LoadStateDict(reader);
    }

    private void RequireSameCount(string what, long expected, long actual)
    {
        if (expected != actual)
            throw new ArgumentException($"{GetType().Name}: the state to load has {actual} {what}, but the optimizer has {expected}.");
    }
}
