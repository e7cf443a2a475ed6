using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>Keys of an installation, each a file in <c>Security__KeysDirectory</c> that only the owner can read.</summary>
public sealed class KeyFiles(IOptions<DataOptions> data)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Directory => data.Value.KeysDirectory;

    /// <summary>The bytes of a secret key, made at first use.</summary>
    public byte[] Secret(string name, int bytes = 32) => Convert.FromBase64String(ReadOrCreate(name + ".key", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))));

    /// <summary>
    /// A pair of ECDSA P-256, made at first use: <c>{name}-signing.pem</c> for those who sign, <c>{name}-public.pem</c> for everybody.
    /// </summary>
    public ECDsa SigningKey(string name)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(ReadOrCreate(name + "-signing.pem", () => ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem()));
        ReadOrCreate(name + "-public.pem", key.ExportSubjectPublicKeyInfoPem);
        return key;
    }

    /// <summary>The text of a key file, made at first use; of several processes that start at once, one wins.</summary>
    internal string ReadOrCreate(string fileName, Func<string> create)
    {
        System.IO.Directory.CreateDirectory(Directory);
        var path = Path.Combine(Directory, fileName);
        if (!File.Exists(path))
        {
            var temporary = $"{path}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(create());
            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(temporary);
            }
        }

        return File.ReadAllText(path);
    }
}
