// Packed answers, read back into the shapes they had.
namespace AttentionLab.Client.Tests;

public sealed class PackedScriptTests
{
    private const string Packed = """
        (() => {
          const json = new TextEncoder().encode('{"step":7,"row":{"floats":[2]},"weights":[[{"triangle":2}]],"matrix":{"floats":[2,1]}}'.padEnd(88)), floats = new Float32Array([0.5, 0.25, 1, 0.75, 0.125, 8, 9]);
          const bytes = new ArrayBuffer(8 + json.length + floats.byteLength), view = new DataView(bytes);
          view.setUint32(0, 0x41544c50);
          view.setUint32(4, json.length, true);
          new Uint8Array(bytes).set(json, 8);
          floats.forEach((value, i) => view.setFloat32(8 + json.length + 4 * i, value, true));
          return bytes;
        })()
        """;

    [Fact]
    public void Unpack_Placeholders_GetTheirFloatsInOrder() =>
        Assert.Equal("""{"step":7,"row":[0.5,0.25],"weights":[[[[1],[0.75,0.125]]]],"matrix":[[8],[9]]}""",
            ScriptModule.Evaluate("packed", $"m.plain(m.unpack({Packed}))").GetRawText());

    [Fact]
    public void Unpack_AnythingElse_IsRefused() =>
        Assert.Contains("not what was asked for", ScriptModule.Evaluate<string>("packed", "(() => { try { m.unpack(new TextEncoder().encode('{\"a\": 1234}').buffer); return 'taken'; } catch (e) { return e.message; } })()"));
}
