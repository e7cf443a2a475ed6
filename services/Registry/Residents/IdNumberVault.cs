using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks.Security;

namespace MealDispatch.Registry.Residents;

/// <summary>Identity numbers (and card codes) at rest: AES-GCM under one key; for uniqueness an HMAC under another.</summary>
internal sealed class IdNumberVault(KeyFiles keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly Lazy<byte[]> encryptionKey = new(() => keys.Secret("id-number"));
    private readonly Lazy<byte[]> hashKey = new(() => keys.Secret("id-number-hash"));

    /// <summary>Nonce, tag and cipher text.</summary>
    public byte[] Seal(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(encryptionKey.Value, TagBytes);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceBytes), plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return sealedBytes;
    }

    public string Open(byte[] sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(encryptionKey.Value, TagBytes);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }

    public string HashOf(IdNumber idNumber) => Convert.ToHexStringLower(HMACSHA256.HashData(hashKey.Value, Encoding.UTF8.GetBytes(idNumber.Value)));
}
