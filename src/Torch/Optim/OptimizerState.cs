// What an optimizer remembers of one parameter between steps.
namespace TorchSharp.Modules;

public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    /// <summary>Before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether the other state is the same up to rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <exception cref="NotSupportedException">The device is not the processor.</exception>
    public virtual void to(torch.Device device) => torch.Device.RequireCpu(device);

    /// <summary>Writes whether there is a tensor, and if so the tensor.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, torch.Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    /// <summary>Reads what <see cref="SaveConditionalStateTensor"/> wrote; disposes what was there.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref torch.Tensor? result, torch.Device device)
    {
        torch.Device.RequireCpu(device);
        bool present = reader.ReadBoolean();
        var loaded = present ? TensorExtensionMethods.Load(reader).DetachFromDisposeScope() : null;
        result?.Dispose();
        result = loaded;
    }

    private protected torch.Tensor Zeros() => torch.zeros_like(_parameter, requires_grad: false).DetachFromDisposeScope();

    private protected static void Copy(ref torch.Tensor? target, torch.Tensor? source)
    {
        var copy = source?.detach().clone().DetachFromDisposeScope();
        target?.Dispose();
        target = copy;
    }

    private protected static bool Close(torch.Tensor? one, torch.Tensor? other) =>
        one is null || other is null ? one is null && other is null : one.allclose(other);

    // The state of another optimizer is of another type.
    private protected static T Same<T>(OptimizerState source) where T : OptimizerState =>
        source as T ?? throw new ArgumentException($"State of {typeof(T).DeclaringType!.Name} expected, but got {source.GetType().DeclaringType?.Name}.", nameof(source));
}
