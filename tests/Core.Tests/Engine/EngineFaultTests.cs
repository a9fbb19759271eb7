// Errors of native code become one sentence that says what to do.
using System.Runtime.InteropServices;

namespace AttentionLab.Core.Tests;

public class EngineFaultTests
{
    [Theory]
    [InlineData("[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4398046511104 bytes. Error code 12\nframe #0: c10::ThrowEnforceNotMet")]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB\nException raised from malloc")]
    public void Of_MemoryThatIsNotThere_SaysWhatToTakeLessOf(string message)
    {
        string said = EngineFault.Of(new ExternalException(message))!;
        Assert.Contains("smaller batch", said);
        Assert.DoesNotContain("\n", said);
    }

    [Fact]
    public void Of_AnotherNativeError_KeepsItsFirstLine() =>
        Assert.Equal("The engine cannot compute this: mat1 and mat2 shapes cannot be multiplied.", EngineFault.Of(new ExternalException("mat1 and mat2 shapes cannot be multiplied\nException raised from meta at Blas.cpp:1")));

    [Fact]
    public void Of_WhatIsNoEnginesError_IsNull() => Assert.Null(EngineFault.Of(new InvalidDataException("torn")));
}
