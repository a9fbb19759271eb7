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

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    public static Device get_default_device() => CPU;

    public static bool cuda_is_available() => false;

    /// <summary>What a program asks before it uses a GPU; this engine has none.</summary>
    public static class cuda
    {
        public static bool is_available() => false;

        public static bool is_cudnn_available() => false;

        public static int device_count() => 0;

        public static void manual_seed(long seed)
        {
        }

        public static void manual_seed_all(long seed)
        {
        }

        public static void synchronize(Device? device = null)
        {
        }
    }

    /// <summary>A device's kind and number.</summary>
    public class Device
    {
        public DeviceType type { get; }

        /// <summary>Number among its kind; -1: the current one.</summary>
        public int index { get; }

        /// <summary>Reads "cpu", "cuda" or "cuda:1".</summary>
        public Device(string description)
        {
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = Parse(colon < 0 ? description : description[..colon]);
            index = -1;
            if (colon >= 0)
            {
                if (!int.TryParse(description[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    throw new ArgumentException($"Device '{description}': what follows the colon must be a number, as in 'cuda:0'.", nameof(description));
                index = number;
            }
        }

        public Device(string deviceType, int index = -1) => (type, this.index) = (Parse(deviceType), index);

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index) => (type, this.index) = (DeviceType.CUDA, index);

        public static implicit operator Device(string description) => new(description);

        public override string ToString() =>
            index < 0 ? type.ToString().ToLowerInvariant() : string.Create(CultureInfo.InvariantCulture, $"{type.ToString().ToLowerInvariant()}:{index}");

        private static DeviceType Parse(string kind) =>
            Enum.TryParse<DeviceType>(kind, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsDigit(kind[0])
                ? parsed
                : throw new ArgumentException($"'{kind}' is not a kind of device; allowed: {string.Join(", ", Enum.GetNames<DeviceType>()).ToLowerInvariant()}.");

        /// <summary>Throws unless the device is the processor.</summary>
        internal static void RequireCpu(Device? device)
        {
            if (device is not null && device.type != DeviceType.CPU)
                throw new NotSupportedException($"Device '{device}' is not available in the managed engine; allowed: cpu.");
        }
    }
}
