// Moving a module to a device. The managed engine has one, the processor; any other is refused by name.
namespace TorchSharp;

public static class ModuleExtensionMethods
{
    /// <exception cref="NotSupportedException">The device is not the processor.</exception>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module
    {
        torch.Device.RequireCpu(device);
        return module;
    }
}
