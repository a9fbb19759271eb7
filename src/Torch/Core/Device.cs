// Where a tensor lives. This engine has one place: the processor's memory.
using System.Globalization;

namespace TorchSharp;

/// <summary>Kinds of device; the numbers are those of libtorch.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>A device's kind and number.</summary>
    public class Device
    {
        public DeviceType type { get; }

        /// <summary>Number among its kind; -1: the current one.</summary>
        public int index { get; }

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public override string ToString() =>
            index < 0 ? type.ToString().ToLowerInvariant() : string.Create(CultureInfo.InvariantCulture, $"{type.ToString().ToLowerInvariant()}:{index}");

        /// <summary>Throws unless the device is the processor.</summary>
        internal static void RequireCpu(Device? device)
        {
            if (device is not null && device.type != DeviceType.CPU)
                throw new NotSupportedException($"Device '{device}' is not available in the managed engine; allowed: cpu.");
        }
    }
}
