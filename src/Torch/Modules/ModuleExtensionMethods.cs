// Moving a module to a device. The managed engine has one, the processor; any other is refused by name.
namespace TorchSharp;

public static class ModuleExtensionMethods
{
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => module;

    /// <exception cref="NotSupportedException">Always: there is no such device.</exception>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(DeviceType.CUDA, deviceIndex);

    /// <exception cref="NotSupportedException">The device is not the processor.</exception>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module
    {
        torch.Device.RequireCpu(device);
        return module;
    }

    /// <exception cref="NotSupportedException">The device is not the processor.</exception>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(new torch.Device(device));

    /// <exception cref="NotSupportedException">The device is not the processor.</exception>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        module.to(new torch.Device(deviceType, deviceIndex));
}
