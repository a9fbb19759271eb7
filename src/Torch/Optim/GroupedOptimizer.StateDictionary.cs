// An optimizer's state: options a group, then state a parameter, in order.
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
}
