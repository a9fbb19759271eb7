// OptimizerHelper, the base of optimizers with parameter groups: one state a parameter, however often it is listed.
namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper : torch.optim.Optimizer
{
    protected OptimizerOptions _defaults = new();

    private readonly HashSet<Parameter> known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);

    public OptimizerHelper()
    {
    }

    /// <summary>Adds parameters to optimize. One that is there already, such as a tied weight, is dropped from the group.</summary>
    public override void add_param_group(ParamGroup param_group)
    {
        param_group.Parameters = param_group.Parameters.Where(known.Add).ToList();
        base.add_param_group(param_group);
    }

    /// <summary>Runs the closure with gradients, then the body on every group without.</summary>
    protected torch.Tensor? _step<T>(Action<T> body, Func<torch.Tensor>? loss_closure = null) where T : ParamGroup
    {
        torch.Tensor? loss = null;
        if (loss_closure is not null)
            using (torch.enable_grad())
                loss = loss_closure();
        using var none = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var group in _parameter_groups) body((T)group);
        return loss;
    }

    /// <summary>The options of a new group, with what they lack taken from the optimizer's.</summary>
    private protected T OptionsOf<T>(ParamGroup group) where T : OptimizerOptions, new()
    {
        var options = group.Options switch
        {
            null => new T(),
            T given => given,
            var other => throw new ArgumentException($"{GetType().Name}: a parameter group's options must be {typeof(T).DeclaringType!.Name}'s, but they are {other.GetType().DeclaringType?.Name}'s."),
        };
        options.LearningRate ??= _defaults.LearningRate;
        group.Options = options;
        return options;
    }

    private protected void AddState(Parameter parameter, OptimizerState state, OptimizerOptions options)
    {
        state.Initialize(options);
        states.Add(parameter, state);
    }

    private protected T StateOf<T>(Parameter parameter) where T : OptimizerState => (T)states[parameter];

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var state in states.Values)
                (state as IDisposable)?.Dispose();
        states.Clear();
        base.Dispose(disposing);
    }
}
